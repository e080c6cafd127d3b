"""A text as it is written: tokens, sentences, numbering, scripts."""
