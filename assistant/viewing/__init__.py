"""Documents as their readers see them."""
