"""What only programs ask for."""

OPENAI = "/v1/"
TOOLS, METRICS = "/mcp", "/metrics"
_PREFIXES = ("/api/", OPENAI)


def is_for_programs(path: str) -> bool:
    """Say whether programs are answered at `path`, who have keys and read JSON."""
    return path in (TOOLS, METRICS) or path.startswith(_PREFIXES)
