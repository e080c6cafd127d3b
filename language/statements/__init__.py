"""What a sentence states: quantities, measures, modality, and the claims that can be compared."""
