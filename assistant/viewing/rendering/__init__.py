"""Documents as sanitised HTML, the cited words marked in it."""
