"""The facts of the answer letter, gathered from register, searches, decisions and clock."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from dsar.enums import EventType
from dsar.letters.clock_words import short
from dsar.letters.facts import (
    Addressee,
    Deadline,
    LetterFacts,
    PackageLink,
    RecipientStatement,
    Search,
    Sender,
    SystemStatement,
    Withheld,
)
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import IncompleteLetter, Letter, compose
from dsar.models import Case, Controller, System
from dsar.services import clock
from exports.enums import CollectionState
from exports.models import Collection
from exports.services import search
from exports.services.material import of_case
from exports.services.withheld import kept_back


def kind_for(case: Case) -> LetterKind:
    """Return which letter answers a case: with data, or that none is held."""
    return LetterKind.ACCESS_ANSWER if of_case(case) else LetterKind.NO_DATA_HELD


def compose_answer(case: Case, *, written_on: date) -> Letter:
    """Return the answer letter of a case; raises IncompleteLetter, which says what is missing."""
    return compose(kind_for(case), facts_of(case, written_on=written_on))


def why_not_complete(case: Case) -> str:
    """Return what the answer letter still lacks, in sentences, or nothing."""
    unreached = [
        each.source.system.name for each in search.current(case) if each.state == CollectionState.FAILED
    ]
    if unreached and not of_case(case):
        return _(
            "Nothing was found, but %(systems)s could not be searched: search again before you say so."
        ) % {"systems": ", ".join(unreached)}
    try:
        compose_answer(case, written_on=case.opened_at.date())
    except IncompleteLetter as lacking:
        return " ".join(each.sentence for each in lacking.missing)
    return ""


def facts_of(case: Case, *, written_on: date) -> LetterFacts:
    """Return all facts that the answer letter of a case is made of."""
    submission, controller = case.submission, case.controller
    material = of_case(case)
    searches = search.current(case)
    held = {each.collection.source.system_id for each in material}
    systems = [s for s in controller.systems.prefetch_related("recipients") if s.id in held]
    result = clock.explain(case, today=written_on)
    return LetterFacts(
        language=submission.language,
        reference=submission.reference,
        case_right=case.right,
        sender=sender_of(controller),
        addressee=Addressee(
            name=submission.person.open("name"),
            address_lines=tuple(submission.person.open("address").splitlines()),
        ),
        written_on=written_on,
        deadline=Deadline(
            received_on=submission.received_on,
            limit_on=case.limit_on,
            target_on=case.target_on,
            why=short(result),
        ),
        asked_words=submission.open("words"),
        systems=tuple(_statement(system) for system in systems),
        searches=tuple(_searches(controller, searches)),
        withheld=tuple(
            Withheld(
                what=kept.what(),
                exemption_title=kept.exemption.title,
                citation=kept.exemption.citation,
                reason=kept.reason,
            )
            for kept in kept_back(material)
        ),
        delivery=PackageLink(address=settings.BASE_URL, days=controller.link_days),
        identity_sentence=_identity(case),
        large_print="large print" in submission.open("adjustments").casefold(),
    )


def _identity(case: Case) -> str:
    """Return in words how it was settled who asked; the method is in the log, not the evidence."""
    settled = case.events.filter(type=EventType.IDENTITY_SETTLED).order_by("sequence").last()
    words = {
        "known_mailbox": _("You wrote from an e-mail address that we know as yours."),
        "document": _("You showed us a document that proves who you are."),
    }
    return words.get(settled.data["method"], "") if settled else ""


def sender_of(controller: Controller) -> Sender:
    """Return the controller as its letters show it."""
    return Sender(
        controller_name=controller.name,
        legal_name=controller.legal_name,
        address_lines=tuple(controller.address.splitlines()),
        accent=controller.accent,
        dpo_name=controller.dpo_name,
        dpo_email=controller.dpo_email,
        dpo_phone=controller.dpo_phone,
        regulator_name=controller.regulator_name,
        regulator_url=controller.regulator_url,
        regulator_phone=controller.regulator_phone,
        complaint_contact=controller.dpo_email,
    )


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


def _searches(controller: Controller, collections: list[Collection]) -> Iterable[Search]:
    """Yield each system that was searched, and each that was not, with the reason."""
    searched = {each.source.system_id for each in collections}
    for each in collections:
        done = each.state == CollectionState.DONE
        yield Search(
            system=each.source.system.name,
            searched=done,
            identifiers_used=tuple(identifier_words(kind) for kind in each.searched_by),
            reason_if_not="" if done else _("it could not be reached while we prepared this answer"),
            found=each.rows,
        )
    for system in controller.systems.all():
        if system.id not in searched:
            yield Search(
                system=system.name,
                searched=False,
                reason_if_not=_("it holds nothing about people in your relation to us"),
            )


def identifier_words(kind: str) -> str:
    """Return what a person was searched by, in words."""
    words = {
        "email": _("your e-mail address"),
        "phone_number": _("your telephone number"),
        "customer_number": _("your customer number"),
    }
    return words.get(kind, kind)
