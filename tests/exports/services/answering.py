"""What the tests of answers share: cases brought to where they are answered, and the letter in plain text."""

from datetime import datetime
from typing import Any

from dsar.enums import Action, Outcome, RefusalGround, Right, Role
from dsar.models import Case, Submission
from dsar.services import resolutions, tasks
from dsar.services.resolutions import Decision
from exports.models import Package
from exports.services import answers, download, letter
from exports.services.facts.decided import TOLD
from tests.factories.office import NOW, staff
from tests.factories.rights import DEEDS, begun, carried_out

#: What the letter of each right needs beside the reasons.
DETAILS: dict[Right, dict[str, Any]] = {
    Right.RECTIFICATION: {"wrong": "Lindquist", "correct": "Lindqvist"},
    Right.ERASURE: {"backups": "Backups are overwritten after 35 days."},
    Right.RESTRICTION: {"still_allowed": "We store it.", "review_on": "2027-03-01"},
    Right.OBJECTION: {"balance": "Your safety weighs more than our statistics."},
    Right.AUTOMATED: {
        "decision": "The loan was declined.",
        "logic": "Income was compared with the instalments.",
        "result": "The loan is granted.",
        "contest": "Write to us within a month.",
    },
}


def case_in(submission: Submission, right: Right) -> Case:
    """The case of a right, as it now is."""
    return submission.cases.select_related("submission__person", "controller").get(right=right)


def done(case: Case, outcome: Outcome = Outcome.DONE, *, now: datetime = NOW) -> Case:
    """A case of deeds that was decided and carried out, and waits for its answer."""
    case, right, caseworker = begun(case, now=now), Right(case.right), staff(Role.CASEWORKER)
    met, denied, action = DEEDS[right]
    refused = outcome == Outcome.REFUSED
    said = Decision(
        outcome=outcome,
        ground=denied if refused else met,
        reasons="The facts of this case are these.",
        refusal_ground=RefusalGround.NO_GROUND if refused else None,
        details=DETAILS[right],
    )
    resolutions.decide(case, said, actor=caseworker, now=now)
    system = case.controller.systems.order_by("position", "name").first()
    lines = [] if refused else [tasks.Line(action, system=system, instruction="Lindqvist, not Lindquist.")]
    if right == Right.ERASURE and outcome != Outcome.DONE:
        law = {"law": "Finance Act 1998, Sch. 18 para. 21", "until_on": NOW.date().replace(year=2033)}
        lines.append(tasks.Line(Action.KEEP, system=system, instruction="Invoices", **law))
    if lines and right in TOLD and system is not None:
        lines += [tasks.Line(Action.TELL, recipient=each) for each in system.recipients.all()]
    tasks.plan(case, lines, actor=caseworker, now=now)
    return carried_out(Case.objects.get(pk=case.pk), now=now)


def refused(case: Case, ground: RefusalGround, **more: Any) -> Case:
    """A case that is refused as a whole."""
    said = Decision(
        outcome=Outcome.REFUSED, refusal_ground=ground, reasons="You asked this ten times in May.", **more
    )
    return resolutions.refuse(case, said, actor=staff(Role.CASEWORKER), now=NOW)


def text_of(case: Case) -> str:
    """The letter as it would be written today, its lines joined."""
    return " ".join(letter.compose_answer(case, written_on=NOW.date()).text().split())


def fetch_letter(package: Package, now: datetime = NOW) -> bytes:
    """The letter of a released answer, fetched to its last byte."""
    package = answers.packages_of(package.answer)[0]
    return b"".join(download.stream_letter(package, now=now))
