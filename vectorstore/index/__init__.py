"""Vector indexes, built from the library and always rebuildable."""
