"""Data maps: where personal data lies in a system, in Fides' dataset YAML."""

from exports.datamap.model import DataMap, MapError, Problem
from exports.datamap.reading import read_map

__all__ = ["DataMap", "MapError", "Problem", "read_map"]
