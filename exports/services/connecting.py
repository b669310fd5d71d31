"""Setting up a source: its address made from its parts, its map drafted, switched on when it is ready."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, Role
from dsar.models import System, User
from dsar.services.errors import Refused
from exports.datamap import MapError
from exports.datamap.drafting import fides_key
from exports.models import SourceConnection
from exports.services import maps
from exports.services.connections import current_map, opened
from exports.sources import draft_map
from exports.sources.base import SourceError

#: Kinds whose address is a server; the others are a place on this machine.
SERVERS = ("postgresql", "mysql")
_SOCKET = {"postgresql": "host", "mysql": "unix_socket"}


def address_of(kind: str, parts: Mapping[str, object]) -> str:
    """Put an address together from what was typed: server, port, database, role, password, or a path."""
    if kind not in SERVERS:
        encoding = str(parts.get("encoding") or "")
        return f"{kind}://{quote(str(parts['path']))}{f'?encoding={encoding}' if encoding else ''}"
    server, port = str(parts["server"]), parts.get("port")
    who = quote(str(parts["role"]), safe="")
    if password := str(parts.get("password") or ""):
        who += ":" + quote(password, safe="")
    database = quote(str(parts["database"]), safe="")
    if server.startswith("/"):
        return f"{kind}://{who}@localhost/{database}?{urlencode({_SOCKET[kind]: server})}"
    server = f"[{server}]" if ":" in server else quote(server, safe="")
    return f"{kind}://{who}@{server}{f':{port}' if port else ''}/{database}"


def connect(
    system: System, *, name: str, kind: str, address: str, actor: User, now: datetime
) -> SourceConnection:
    """Reach a source, draft its map and keep both; it is not searched before it is switched on.

    Raises Refused, in a sentence without the address, when it cannot be reached.
    """
    controller = system.controller
    if SourceConnection.objects.filter(controller=controller, name=name).exists():
        raise Refused(_("There is a source of this name already."))
    text = _drafted(kind, name, address)
    row = SourceConnection(
        controller=controller, system=system, name=name, kind=kind, active=False, added_at=now
    )
    try:
        with transaction.atomic():
            row.seal("address", address)
            row.save(force_insert=True)
            maps.add(row, text, actor=actor, now=now)
            _log(row, {"key": f"source.{name}", "what": "added"}, actor, now)
    except IntegrityError:
        raise Refused(_("There is a source of this name already.")) from None
    return row


def change_address(row: SourceConnection, address: str, *, actor: User, now: datetime) -> None:
    """Keep another address of the same system, if it can be reached; the map stays. Raises Refused."""
    _drafted(row.kind, row.name, address)
    with transaction.atomic():
        row.seal("address", address)
        row.save(update_fields=["address"])
        _log(row, {"key": f"source.{row.name}.address"}, actor, now)


def draft_again(row: SourceConnection, *, actor: User, now: datetime) -> None:
    """Draft the map anew from what is there now, as a further version; a source in use is left alone."""
    if row.active:
        raise Refused(_("Switch the source off first: a draft has to be checked before it is searched by."))
    maps.add(row, _drafted(row.kind, row.name, row.open("address")), actor=actor, now=now)


def switch_on(row: SourceConnection, *, actor: User, now: datetime) -> None:
    """Let a source be searched for every case from now on; Refused while its map or its system fails."""
    try:
        source = opened(row, current_map(row)).source
        source.record_sets()
    except MapError as error:
        raise Refused(_("The data map cannot be used yet: %(why)s") % {"why": error.problems[0]}) from None
    except SourceError as error:
        raise Refused(error.sentence) from None
    _switch(row, True, actor, now)


def switch_off(row: SourceConnection, *, actor: User, now: datetime) -> None:
    """Search a source no more; what it found and its maps stay."""
    _switch(row, False, actor, now)


def _switch(row: SourceConnection, active: bool, actor: User, now: datetime) -> None:
    with transaction.atomic():
        changed = SourceConnection.objects.filter(pk=row.pk, active=not active).update(active=active)
        if changed:
            words = {True: "on", False: "off"}
            data = {"key": f"source.{row.name}", "from": words[not active], "to": words[active]}
            _log(row, data, actor, now)


def _drafted(kind: str, name: str, address: str) -> str:
    try:
        return draft_map(
            kind,
            key=fides_key(name),
            title=name,
            connection=address,
            allowed_hosts=settings.ALLOWED_SOURCE_HOSTS,
            allowed_folders=settings.ALLOWED_SOURCE_FOLDERS,
        )
    except SourceError as error:
        raise Refused(error.sentence) from None


def _log(row: SourceConnection, data: Mapping[str, object], actor: User, now: datetime) -> None:
    record(
        EventType.SETTING_CHANGED,
        at=now,
        controller=row.controller,
        actor=actor,
        role=Role.MANAGER,
        data=data,
    )
