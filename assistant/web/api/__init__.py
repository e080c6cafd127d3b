"""What programs ask of the served assistant: its own interface below `/api/v1`, and that of OpenAI's chat models below `/v1`."""
