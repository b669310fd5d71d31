"""What does not fit into memory: sorted, remembered and read back in a file that only this run can read."""

from exports.sources.spill.file import Place, Spill
from exports.sources.spill.seen import Seen
from exports.sources.spill.sorter import RUN_BYTES, Sorter

__all__ = ["RUN_BYTES", "Place", "Seen", "Sorter", "Spill"]
