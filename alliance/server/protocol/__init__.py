"""SPARQL 1.1 Protocol: requests, negotiation, evaluation and the service's description."""
