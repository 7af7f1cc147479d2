"""How near nodes are: paths between them, who is like whom, and which pairs are likely to meet next."""
