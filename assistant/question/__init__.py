"""What is asked: cleaned, completed, and what may be asked next."""
