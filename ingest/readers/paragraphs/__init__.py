"""Lines joined to paragraphs, whatever the format."""
