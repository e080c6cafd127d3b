"""The library: documents, passages and vectors, and search over them."""
