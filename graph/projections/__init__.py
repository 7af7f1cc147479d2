"""Projections: declared views of the statements as networks, read from a store into arrays."""
