"""What users do and note, kept in `records.db`, apart from the library."""
