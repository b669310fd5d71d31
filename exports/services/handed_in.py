"""What holders hand in, read as tables: what tells whose a row is, and the map by which they are searched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dsar.models import Person, System
from dsar.services.errors import Refused
from exports.datamap import MapError
from exports.datamap.drafting import fides_key
from exports.enums import IdentifierKind
from exports.labels import IDENTIFIERS
from exports.services import maps
from exports.services.connections import read
from exports.sources.base import Identity
from exports.sources.delivered.file import FileInMemory, suffix
from exports.sources.delivered.folder import WORKBOOKS, HandedIn
from exports.sources.delivered.source import draft_of

#: A workbook is read while somebody waits for the page.
MOST_OF_WORKBOOKS = 5_000_000
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Table:
    """What was handed in: the files, how their letters are written, and what tells whose a row is.

    Without a column, headings that say so themselves are taken (“E-mail”, “Customer number”).
    """

    files: Sequence[FileInMemory]
    encoding: str = ""
    column: str = ""
    holds: IdentifierKind = IdentifierKind.EMAIL


def map_of(delivery: HandedIn, system: System, table: Table) -> str:
    """Return a map of the tables; of a column that was named, by that one alone people are told apart."""
    weight = sum(each.size for each in table.files if suffix(each) in WORKBOOKS)
    if weight > MOST_OF_WORKBOOKS:
        raise Refused(_("This workbook is too large to be read here. Save its sheets as CSV files."))
    if not delivery.tables:
        why = [f"{gap.what}: {gap.why}" for gap in delivery.unread()]
        raise Refused(
            " ".join(why) or _("There is no table in it. Take CSV files, or Excel workbooks (XLSX).")
        )
    text = draft_of(delivery, fides_key(f"{system.name}_by_hand"), system.name)
    wanted = table.column.strip()
    if not wanted:
        return text
    headings = [name for each in delivery.tables.values() for name, _type in each.columns]
    same = {name for name in headings if name.casefold() == wanted.casefold()}
    if not same:
        raise Refused(
            _("There is no column “%(column)s”. The headings are: %(headings)s.")
            % {"column": wanted, "headings": ", ".join(dict.fromkeys(headings))}
        )
    for line in maps.lines(text):
        choices = {
            field.name: maps.Choice(
                tuple(each for each in field.categories.split(", ") if each),
                str(table.holds) if field.name in same else "",
            )
            for field in line.fields
        }
        text = maps.corrected(text, line.position, line.title, False, choices)
    return text


def check_names(delivery: HandedIn, files: Sequence[FileInMemory], person: Person) -> None:
    """Raise Refused where a file or a sheet is called after the person: such names are kept in clear."""
    named = " ".join([*(each.name for each in files), *delivery.tables]).casefold()
    theirs = {word for word in _WORD.findall(person.open("name").casefold()) if len(word) > 2}
    theirs |= {email.casefold().partition("@")[0] for email in [person.open("email")] if email}
    if theirs & {*_WORD.findall(named), *named.split(), *(each.rpartition(".")[0] for each in named.split())}:
        raise Refused(
            _(
                "A file or a sheet is called after the person. Give it another name: what tables are called "
                "is kept in clear."
            )
        )


def telling(text: str, identities: Sequence[Identity]) -> list[str]:
    """Return the columns that tell whose a row is; Refused when none does, or by what nobody is searched."""
    fields = [field for line in maps.lines(text) for field in line.identities]
    if not fields:
        every = ", ".join(dict.fromkeys(field.name for line in maps.lines(text) for field in line.fields))
        sentence = _(
            "No heading says by itself whose a row is (%(headings)s). Write the one that does, and choose "
            "the file again."
        )
        raise Refused(sentence % {"headings": every})
    by = {str(identity.kind) for identity in identities}
    if not any(field.identity in by for field in fields):
        sentence = _(
            "These tables tell people by %(kinds)s. Say first by which one to search, under “Search by "
            "something more”."
        )
        kinds = dict.fromkeys(str(IDENTIFIERS[field.identity]) for field in fields)
        raise Refused(sentence % {"kinds": ", ".join(kinds)})
    try:
        read(text)
    except MapError as error:
        raise Refused(str(error.problems[0])) from None
    return list(dict.fromkeys(field.name for field in fields if field.identity in by))
