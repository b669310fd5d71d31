"""Where was searched and by what, and what the register says of the systems that held something."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from dsar.letters.facts import RecipientStatement, Search, SystemStatement
from dsar.models import Case, System
from dsar.services import acting
from exports.enums import CollectionState
from exports.models import Collection, Material
from exports.services import search
from exports.services.withheld import Unsaid


def searches_of(case: Case, unsaid: Unsaid) -> tuple[Search, ...]:
    """Return each system that was searched, and each that was not; what is unsaid is not counted."""
    return tuple(_searches(case, search.current(case), unsaid))


def _searches(case: Case, collections: list[Collection], unsaid: Unsaid) -> Iterable[Search]:
    searched = {each.source.system_id for each in collections}
    for each in collections:
        done = each.state == CollectionState.DONE
        yield Search(
            system=each.source.system.name,
            searched=done,
            identifiers_used=tuple(identifier_words(kind) for kind in each.searched_by),
            reason_if_not="" if done else _why_not(each),
            found=each.rows - unsaid.rows_of_source(each.id),
        )
    may_hold = acting.systems_for(case)
    for system in case.controller.systems.all():
        if system.id not in searched:
            yield Search(
                system=system.name,
                searched=False,
                reason_if_not=_("we did not look there for this answer")
                if system in may_hold
                else _("it holds nothing about people in your relation to us"),
            )


def _why_not(each: Collection) -> str:
    if each.state == CollectionState.CANCELLED:
        return _("we did not search it to its end")
    return _("it could not be reached while we prepared this answer")


def statements_of(case: Case, sayable: Iterable[Material]) -> tuple[SystemStatement, ...]:
    """Return what the register says of the systems that held this material."""
    held = {each.collection.source.system_id for each in sayable}
    systems = case.controller.systems.prefetch_related("recipients")
    return tuple(_statement(each) for each in systems if each.id in held)


def _statement(system: System) -> SystemStatement:
    recipients = tuple(
        RecipientStatement(name=r.name, what_for=r.what_for, country=r.country, safeguard=r.safeguard)
        for r in system.recipients.all()
    )
    return SystemStatement(
        name=system.name,
        purpose=system.purpose,
        lawful_basis=system.lawful_basis,
        legitimate_interest=system.legitimate_interest,
        categories=system.categories,
        origin=system.origin,
        retention=system.retention,
        location=system.location,
        automated_decisions=system.automated_decisions,
        recipients=recipients,
    )


def identifier_words(kind: str) -> str:
    """Return what a person was searched by, in words."""
    words = {
        "email": _("your e-mail address"),
        "phone_number": _("your telephone number"),
        "customer_number": _("your customer number"),
        "external_id": _("your number in another system"),
        "reference": _("what our other systems refer to there"),
    }
    return words.get(kind, kind)
