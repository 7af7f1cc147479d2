"""Charts: pictures of what the graph knows, drawn with matplotlib, the same bytes every time."""
