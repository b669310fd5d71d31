"""Every way a case can move, as data; no Django, no clock, no database."""

from dsar.states.diagram import diagram, from_many
from dsar.states.table import OF_DATA, OF_DEEDS, OF_EFFECT, TABLE, find, from_status
from dsar.states.transition import Guard, Transition

__all__ = [
    "OF_DATA",
    "OF_DEEDS",
    "OF_EFFECT",
    "TABLE",
    "Guard",
    "Transition",
    "diagram",
    "find",
    "from_many",
    "from_status",
]
