"""Facts become quads, a store, answers to SPARQL, and a network.

Three layers: *statements* (what was said), *direct* (plain triples of what
holds, the easy way in) and *vocabulary* (ontology, concepts, named queries).
"""
