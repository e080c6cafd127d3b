"""Questions that are suggested: made of what documents hold, and tried before they are shown."""
