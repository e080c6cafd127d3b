"""Documents at web addresses: which hosts may be asked, the one client that asks them, and how its replies become documents."""
