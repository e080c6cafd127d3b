"""What a document says of itself, and what users state of it."""
