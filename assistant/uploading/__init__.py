"""Documents that administrators bring: how each is read in the background, here or by a worker elsewhere."""
