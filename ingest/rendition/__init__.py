"""Documents as they are shown: HTML of their structure, yet to be sanitised."""
