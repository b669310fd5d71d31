"""Every way a case can move, as data; no Django, no clock, no database."""

from dsar.states.diagram import diagram
from dsar.states.table import TABLE, Guard, Transition, find, from_status

__all__ = ["TABLE", "Guard", "Transition", "diagram", "find", "from_status"]
