"""What the assistant stands behind, and its words."""
