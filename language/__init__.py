"""What the product knows of languages; it imports nothing of ours."""
