"""Finding, unpacking and decoding files."""
