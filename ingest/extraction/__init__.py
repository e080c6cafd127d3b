"""Requirements and terms, read out of a document's text."""
