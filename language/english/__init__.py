"""English: who can act, and what obliges."""
