"""The tables of collection and packages."""

from exports.models.collections import Collection
from exports.models.material import Material, Withholding
from exports.models.packages import Package
from exports.models.sources import DataMapVersion, SourceConnection

__all__ = ["Collection", "DataMapVersion", "Material", "Package", "SourceConnection", "Withholding"]
