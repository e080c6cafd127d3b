"""The page documents."""
