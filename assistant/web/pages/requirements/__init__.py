"""The page requirements."""
