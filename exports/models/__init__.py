"""The tables of collection and packages."""

from exports.models.collections import Collection, Identifier
from exports.models.material import Material, Withholding
from exports.models.packages import Package
from exports.models.sources import DataMapVersion, SourceConnection
from exports.models.words import AnswerWords

__all__ = [
    "AnswerWords",
    "Collection",
    "DataMapVersion",
    "Identifier",
    "Material",
    "Package",
    "SourceConnection",
    "Withholding",
]
