"""Who matters in a network: measures of nodes and edges, each with what it means and where it comes from."""
