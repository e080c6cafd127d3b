"""Number formats of office programs (ECMA-376 part 1, 18.8.31): what a cell or a chart shows for the value that it holds."""
