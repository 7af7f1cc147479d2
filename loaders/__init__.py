"""In: fact files, tables and RDF become validated facts, or rejections that say where and why."""

from loaders.loading import Batch, load, require
from loaders.records import Rejected

__all__ = ["Batch", "Rejected", "load", "require"]
