"""What is no text of the document, and what a reader should be warned of."""
