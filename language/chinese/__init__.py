"""Chinese: what obliges, and who is obliged."""
