"""Out: the graph as files in the formats of others, and as an interactive page."""
