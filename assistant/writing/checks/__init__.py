"""What a statement says otherwise than the sentences that it cites, one kind of difference a module."""
