"""The sources of a controller as their maps lead from one to another, outside of any search."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.datamap import MapError
from exports.datamap.joining import Crossing, crossings, into, nowhere
from exports.datamap.model import DataMap, Edge
from exports.models import SourceConnection
from exports.services.connections import current_map, read
from exports.sources.base import Finding, NotCovered


def arriving_at(row: SourceConnection) -> tuple[Edge, ...]:
    """Return the references of other sources that lead to this one, as the maps stand now."""
    return into(str(row.pk), crossings(_maps(row)))


def findings(row: SourceConnection) -> list[Finding]:
    """Say where references to and from other sources lead; empty when there are none."""
    maps, mine = _maps(row), str(row.pk)
    if mine not in maps:
        return []
    names = {str(each.pk): each.name for each in SourceConnection.objects.filter(controller=row.controller)}
    led = [Finding(True, _sentence(each, mine, names)) for each in crossings(maps) if _of(each, mine)]
    sentence = _("“%(own)s” refers to “%(other)s”. %(why)s")
    lost = [
        Finding(False, sentence % {"own": own, "other": reference.target, "why": why})
        for own, reference, why in nowhere(maps, mine)
    ]
    return led + lost


def not_tried(row: SourceConnection) -> list[NotCovered]:
    """Return what a trial of this source alone cannot find."""
    if not arriving_at(row):
        return []
    why = _("One source alone is tried here. The search of a case follows these references too.")
    return [NotCovered(_("what other sources lead to in this one"), why)]


def _of(crossing: Crossing, mine: str) -> bool:
    return mine in (crossing.giver, crossing.taker)


def _sentence(crossing: Crossing, mine: str, names: dict[str, str]) -> str:
    gives = crossing.giver == mine
    source = names[crossing.taker if gives else crossing.giver]
    if gives:
        text = _("“%(own)s” leads on to “%(other)s” of the source %(source)s.")
    else:
        text = _("“%(own)s” of the source %(source)s leads on to “%(other)s” here.")
    return text % {"own": crossing.edge.source, "other": crossing.edge.target, "source": source}


def _maps(row: SourceConnection) -> dict[str, DataMap]:
    """Return the maps of the sources in use, and of this one."""
    rows = SourceConnection.objects.filter(controller=row.controller, active=True).exclude(pk=row.pk)
    maps = {}
    for each in (*rows, row):
        try:
            maps[str(each.pk)] = read(current_map(each).text)
        except MapError:
            continue
    return maps
