"""Questions to check oneself by: who must act, by when, to which figure, what is allowed, which document counts, what a term means."""
