"""What the commands that read ask of a library: as values that are answered where it is open, here or in the process that serves it."""
