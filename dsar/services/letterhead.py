"""What every letter is headed with: who writes, to whom, about what and since when."""

from datetime import date
from typing import Any

from dsar.enums import DeliveryKind
from dsar.letters.clock_words import short
from dsar.letters.facts import Addressee, Deadline, LetterFacts, Sender
from dsar.models import Case, Controller, Submission
from dsar.services import clock
from dsar.spokes import Reached, addressee_of


def sender(controller: Controller) -> Sender:
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
        complaint_contact=controller.contact_email or controller.dpo_email,
    )


def contact_of(controller: Controller) -> str:
    """Return on one line how to reach the controller on paper and by telephone."""
    lines = [controller.legal_name, *controller.address.splitlines()]
    phone = controller.contact_phone or controller.dpo_phone
    return ", ".join(filter(None, [*lines, phone]))


def addressed(submission: Submission, kind: str) -> Reached:
    """Return who a letter of a kind is for: the person, or whoever acts for them."""
    person = submission.person
    return addressee_of(submission, kind) or Reached(
        person.open("name"), person.open("email"), person.open("address")
    )


def facts_of(
    case: Case, *, written_on: date, why: str = "", kind: str = DeliveryKind.DELIVERY, **other: Any
) -> LetterFacts:
    """Return the facts of a letter about a case: its head, and what else it is made of."""
    submission = case.submission
    to, name = addressed(submission, kind), submission.person.open("name")
    return LetterFacts(
        language=submission.language,
        reference=submission.reference,
        case_right=case.right,
        sender=sender(case.controller),
        addressee=Addressee(name=to.name, address_lines=tuple(to.address.splitlines())),
        on_behalf_of=name if to.name != name else "",
        written_on=written_on,
        deadline=Deadline(
            received_on=submission.received_on,
            limit_on=case.limit_on,
            target_on=case.target_on,
            why=why or short(clock.explain(case, today=written_on)),
        ),
        large_print="large print" in submission.open("adjustments").casefold(),
        **other,
    )
