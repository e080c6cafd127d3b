"""A way into the field: what to read, what is due, a quiz."""
