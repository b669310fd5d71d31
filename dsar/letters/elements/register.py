"""Elements assembled from the register of systems: what Art. 15(1)(a)-(d), (g), (h) and 15(2) want said."""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import Block, Line, Paragraph, Table
from dsar.letters.element import Element, Need
from dsar.letters.facts import LetterFacts, RecipientStatement, SystemStatement
from dsar.letters.places import at_home
from dsar.letters.words import listed

SYSTEMS = Need("systems", gettext_lazy("No system of the register is named in the answer."))


def _line(
    name: str,
    source: str,
    label: Promise | str,
    value: Callable[[SystemStatement], str],
    sentence: Promise | str,
    *,
    heading: Promise | str = "",
    check: Callable[[LetterFacts], Iterable[str]] | None = None,
) -> Element:
    """Return the element that puts one labelled line into every system's sheet: the field of its name."""

    def build(facts: LetterFacts) -> Block:
        values = tuple((system.name, value(system)) for system in facts.systems)
        return Block((Line(str(label), values),), heading=str(heading))

    return Element(name, source, build, (SYSTEMS, Need(f"systems.*.{name}", sentence)), check=check)


def _basis(system: SystemStatement) -> str:
    if not system.legitimate_interest:
        return system.lawful_basis
    values = {"basis": system.lawful_basis, "interest": system.legitimate_interest}
    return gettext("%(basis)s. The interest: %(interest)s") % values


def _interest_named(facts: LetterFacts) -> Iterable[str]:
    for system in facts.systems:
        if "legitimate interest" in system.lawful_basis.casefold() and not system.legitimate_interest:
            yield gettext(
                "%(name)s relies on a legitimate interest, and the register does not say which one."
            ) % {"name": system.name}


def _recipients(facts: LetterFacts) -> Block:
    heading = gettext("Who else receives it")
    entries: dict[tuple[str, str, str], list[str]] = {}
    for system in facts.systems:
        for who in system.recipients:
            entries.setdefault((who.name, who.what_for, who.country), []).append(system.name)
    if not entries:
        text = gettext("Our register names nobody outside our organisation who receives this data.")
        return Block((Paragraph.of(text),), heading=heading)
    headings = (gettext("Who"), gettext("What for"), gettext("From"), gettext("Country"))
    rows = tuple((name, what, listed(systems), country) for (name, what, country), systems in entries.items())
    return Block((Table(headings, rows),), heading=heading)


def _abroad(facts: LetterFacts) -> tuple[RecipientStatement, ...]:
    """Return each recipient once that is outside the UK and the EEA or has a safeguard recorded."""
    everyone = (who for system in facts.systems for who in system.recipients)
    return tuple(dict.fromkeys(who for who in everyone if who.safeguard or not at_home(who.country)))


def _transfers(facts: LetterFacts) -> Block:
    heading = gettext("How it is protected in other countries")
    abroad = dict.fromkeys((who.name, who.country, who.safeguard) for who in _abroad(facts))
    if not abroad:
        text = gettext(
            "Our register names no recipient outside the United Kingdom and the European Economic Area."
        )
        return Block((Paragraph.of(text),), heading=heading)
    headings = (gettext("Who"), gettext("Country"), gettext("What protects your data there"))
    note = gettext("Ask us if you want to see the safeguards in full.")
    return Block((Table(headings, tuple(abroad)), Paragraph.of(note)), heading=heading)


def _safeguarded(facts: LetterFacts) -> Iterable[str]:
    for who in _abroad(facts):
        if not who.safeguard:
            yield gettext(
                "%(name)s receives data in %(country)s, and the register does not say what protects it there."
            ) % {"name": who.name, "country": who.country}


def _automated(facts: LetterFacts) -> Block:
    said = {system.automated_decisions for system in facts.systems}
    heading = gettext("Decisions taken by a computer alone")
    if len(said) == 1:
        return Block((Paragraph.of(said.pop()),), heading=heading)
    rows = tuple((system.name, system.automated_decisions) for system in facts.systems)
    return Block((Table((gettext("System"), gettext("Decisions")), rows),), heading=heading)


STATEMENT = (
    _line(
        "purpose",
        "Art. 15(1)(a)",
        gettext_lazy("What for"),
        lambda system: system.purpose,
        gettext_lazy("The register does not say what %(name)s is for."),
        heading=gettext_lazy("What we hold, why, and for how long"),
    ),
    _line(
        "lawful_basis",
        "Art. 6(1), 13(1)(c)-(d)",
        gettext_lazy("Lawful basis"),
        _basis,
        gettext_lazy("The register names no lawful basis for %(name)s."),
        check=_interest_named,
    ),
    _line(
        "categories",
        "Art. 15(1)(b)",
        gettext_lazy("Kinds of data"),
        lambda system: system.categories,
        gettext_lazy("The register does not say what kinds of data %(name)s holds."),
    ),
    _line(
        "origin",
        "Art. 15(1)(g)",
        gettext_lazy("Where it came from"),
        lambda system: system.origin,
        gettext_lazy("The register does not say where the data in %(name)s came from."),
    ),
    _line(
        "retention",
        "Art. 15(1)(d)",
        gettext_lazy("How long we keep it"),
        lambda system: system.retention,
        gettext_lazy("The register does not say how long %(name)s keeps data."),
    ),
    _line(
        "location",
        "Art. 30(1), 15(2)",
        gettext_lazy("Where it is kept"),
        lambda system: system.location,
        gettext_lazy("The register does not say where the data of %(name)s is kept."),
    ),
    Element(
        "recipients",
        "Art. 15(1)(c); C-154/21",
        _recipients,
        (
            SYSTEMS,
            Need("systems.*.recipients.*.name", gettext_lazy("A recipient in the register has no name.")),
            Need(
                "systems.*.recipients.*.what_for",
                gettext_lazy("The register does not say what %(name)s receives data for."),
            ),
            Need(
                "systems.*.recipients.*.country",
                gettext_lazy("The register does not say in which country %(name)s is."),
            ),
        ),
    ),
    Element("transfers", "Art. 15(2), 46", _transfers, (SYSTEMS,), check=_safeguarded),
    Element(
        "automated_decisions",
        "Art. 15(1)(h)",
        _automated,
        (
            SYSTEMS,
            Need(
                "systems.*.automated_decisions",
                gettext_lazy("The register does not say whether %(name)s decides anything without a person."),
            ),
        ),
    ),
)
