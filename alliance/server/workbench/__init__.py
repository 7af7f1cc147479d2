"""The workbench: an editor of SPARQL with the catalogue, offline, over the endpoint."""
