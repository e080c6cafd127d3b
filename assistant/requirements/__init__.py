"""Requirements exported and compared."""
