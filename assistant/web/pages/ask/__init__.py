"""The page on which one asks."""

import os

# Before Gradio is imported: its switches for outside connections.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
