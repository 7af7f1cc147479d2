"""The server: a SPARQL endpoint, a workbench, a page and data for every IRI, and an API, over confined workers.

The process that listens parses requests and passes bytes on; everything that reads
the graph runs in worker processes that are killed at their limit and may not open
a connection. So no query can stop the others, or reach another host.
"""
