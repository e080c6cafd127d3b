"""The page insights."""
