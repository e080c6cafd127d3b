"""The library's SQL database, the one truth: tables, look-ups and full text."""
