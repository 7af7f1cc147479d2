"""What pages and the API show: one record for each, read from the graph, whatever it is written as."""
