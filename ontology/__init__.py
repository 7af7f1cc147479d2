"""What can be said: entities, statements, provenance, dates and concepts.

The frozen models of this package are the only definition of the domain. The
RDF terms stand beside the fields, and the vocabulary, the shapes, the JSON-LD
context and the JSON Schema are generated from them (`ontology.generate`).
"""
