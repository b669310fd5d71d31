"""What anybody may try on a case: the services that pages and jobs call, with what people give them."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from dsar.enums import Action, Channel, JobState, Outcome, RefusalGround, Role, Status, TaskState
from dsar.grounds import grounds_of
from dsar.models import Case, HolderTask, Job, User
from dsar.services import (
    acting,
    cases,
    clarification,
    contacts,
    endings,
    extension,
    fees,
    job_runner,
    resolutions,
    silence,
    tasks,
)
from dsar.services.contacts import Contact
from dsar.services.fees import Cost
from dsar.services.resolutions import Decision
from dsar.states import TABLE
from exports.enums import CollectionState, PackageState
from exports.models import Collection
from exports.services import at_once, download, material, prepare, release, search
from identity.enums import Doubt
from identity.services import checks
from tests.factories.road import due_now


@dataclass(frozen=True)
class Turn:
    """One turn: the case, who tries something, when, and the dice."""

    case: Case
    who: User | None
    now: datetime
    dice: random.Random

    @property
    def today(self) -> date:
        return self.now.date()

    def some_day(self) -> date:
        """A day as people type it: mostly today, sometimes long ago, sometimes still to come."""
        return self.today + timedelta(days=self.dice.choice((0, 0, 0, -1, -3, -40, 2)))

    def words(self) -> str:
        """A text that was written, or forgotten."""
        return self.dice.choice(("The facts of this case.", "The facts of this case.", "  "))


Step = Callable[[Turn], object]
#: Rows that need nothing beside the move itself, so that they can be tried bare.
_BARE = (
    *("search", "finish_search", "begin", "act", "settle_without_acting", "finish_acting"),
    *("reconsider", "finish_package", "fail_package"),
)


def bare_move(turn: Turn) -> object:
    """Any row that needs nothing else, whether or not the case has it where it is."""
    nobody = turn.dice.choice((Role.SYSTEM, Role.REQUESTER))
    return cases.move(turn.case, turn.dice.choice(_BARE), actor=turn.who, now=turn.now, nobody=nobody)


def unknown_move(turn: Turn) -> object:
    """A row that some other right or status has, and this one has not."""
    right, status = turn.case.right_kind, turn.case.status_kind
    mine = {row.name for row in TABLE if row.right == right and row.source == status}
    others = sorted({row.name for row in TABLE} - mine)
    return cases.move(turn.case, turn.dice.choice(others), actor=turn.who, now=turn.now)


def ask_identity(turn: Turn) -> object:
    doubt = turn.dice.choice(list(Doubt))
    return checks.ask(turn.case, doubt=doubt, why=turn.words(), actor=_some(turn), now=turn.now)


def settle_identity(turn: Turn) -> object:
    arrived_on = max(turn.case.submission.received_on, min(turn.some_day(), turn.today))
    method = turn.dice.choice(("document", "known_mailbox"))
    submission = turn.case.submission
    return checks.settle(submission, method=method, arrived_on=arrived_on, actor=turn.who, now=turn.now)


def begin(turn: Turn) -> object:
    return acting.begin(turn.case, actor=_some(turn), now=turn.now)


def restrict_meanwhile(turn: Turn) -> object:
    return acting.restrict_meanwhile(turn.case, actor=_some(turn), now=turn.now)


def decide(turn: Turn) -> object:
    return resolutions.decide(turn.case, _decision(turn), actor=_some(turn), now=turn.now)


def refuse(turn: Turn) -> object:
    return resolutions.refuse(turn.case, _decision(turn), actor=_some(turn), now=turn.now)


def drop_refusal(turn: Turn) -> object:
    return resolutions.drop_refusal(turn.case, actor=_some(turn), now=turn.now)


def plan(turn: Turn) -> object:
    systems = list(turn.case.controller.systems.all())
    lines = [
        tasks.Line(
            turn.dice.choice([each for each in Action if each != Action.TELL]),
            system=turn.dice.choice(systems),
            instruction=turn.words(),
            law=turn.dice.choice(("Finance Act 1998", "")),
        )
        for _each in range(turn.dice.randrange(3))
    ]
    return tasks.plan(turn.case, lines, actor=_some(turn), now=turn.now)


def carry_out(turn: Turn) -> object:
    return acting.carry_out(turn.case, actor=_some(turn), now=turn.now)


def confirm(turn: Turn) -> object:
    """A holder confirms, or says that it could not be done; the case goes on if that was the last."""
    task = HolderTask.objects.filter(case=turn.case, state=TaskState.OPEN).order_by("given_at", "pk").first()
    if task is not None:
        done = turn.dice.random() < 0.8
        tasks.confirm(
            task, done=done, on=turn.some_day(), proof=turn.words(), actor=_some(turn), now=turn.now
        )
    return acting.finish_if_done(turn.case, actor=turn.who, now=turn.now)


def reconsider(turn: Turn) -> object:
    return acting.reconsider(turn.case, actor=_some(turn), now=turn.now)


def start_search(turn: Turn) -> object:
    return search.start(turn.case, actor=_some(turn), now=turn.now)


def source_answers(turn: Turn) -> object:
    """The worker comes back from the sources: nothing is held, or one of them could not be reached."""
    state = turn.dice.choice((CollectionState.DONE, CollectionState.DONE, CollectionState.FAILED))
    waiting = Collection.objects.filter(case=turn.case, state=CollectionState.WAITING)
    waiting.update(state=state, searched_by=["email"], ended_at=turn.now)
    return search.finish_if_over(turn.case, now=turn.now)


def include_rest(turn: Turn) -> object:
    return material.include_rest(turn.case, actor=_some(turn), now=turn.now)


def send_to_review(turn: Turn) -> object:
    return prepare.prepare(turn.case, actor=_some(turn), now=turn.now)


def answer_at_once(turn: Turn) -> object:
    return at_once.answer(turn.case, actor=_some(turn), now=turn.now)


def worker(turn: Turn) -> object:
    """A worker takes what waits for this submission: the answer to be made, or a mail to be sent."""
    rows = Job.objects.filter(submission=turn.case.submission_id, state=JobState.WAITING)
    kind = turn.dice.choice(("package", "package", "send"))
    job = rows.filter(kind=kind).order_by("created_at", "pk").first()
    if kind == "package":
        job = Job.objects.filter(case=turn.case, state=JobState.WAITING, kind=kind).first()
    if job is not None:
        due_now(job)
        job_runner.run(job.pk, clock=lambda: turn.now)
    return job


def release_answer(turn: Turn) -> object:
    """Release the version that was seen, or one that is no longer it."""
    seen = turn.dice.choice((release.under_review(turn.case).id, release.under_review(turn.case).id, uuid4()))
    return release.release(turn.case, package_id=seen, actor=_some(turn), now=turn.now)


def return_answer(turn: Turn) -> object:
    return release.return_to_preparer(turn.case, reason=turn.words(), actor=_some(turn), now=turn.now)


def release_a_part(turn: Turn) -> object:
    by_on = turn.some_day()
    return release.release_in_part(turn.case, what=turn.words(), by_on=by_on, actor=_some(turn), now=turn.now)


def fetch(turn: Turn) -> object:
    """The requester fetches whatever is there."""
    there = download.available(turn.case.submission, now=turn.now)
    for package in there:
        assert package.state == PackageState.RELEASED
        for _part in download.stream(package, 0, package.size, now=turn.now):
            pass
    for package in download.letters(turn.case.submission, now=turn.now):
        for _part in download.stream_letter(package, now=turn.now):
            pass
    return there


def bare_close(turn: Turn) -> object:
    """Close with some outcome, whatever was decided."""
    return cases.close(turn.case, outcome=turn.dice.choice(list(Outcome)), actor=turn.who, now=turn.now)


def withdraw(turn: Turn) -> object:
    return endings.withdraw(turn.case, on=turn.some_day(), actor=turn.who, now=turn.now)


def transfer(turn: Turn) -> object:
    to = turn.words()
    return endings.transfer(
        turn.case, to=to, forwarded=False, what_we_hold="", actor=_some(turn), now=turn.now
    )


def lapse(turn: Turn) -> object:
    return endings.lapse(turn.case, reason=turn.words(), actor=_some(turn), now=turn.now)


def close_no_response(turn: Turn) -> object:
    return endings.close_no_response(turn.case, missing=turn.words(), actor=turn.who, now=turn.now)


def reopen(turn: Turn) -> object:
    return endings.reopen(turn.case, reason=turn.words(), actor=_some(turn), now=turn.now)


def question(turn: Turn) -> object:
    return clarification.ask(
        turn.case,
        question=turn.words(),
        reason=turn.words(),
        stops_clock=turn.dice.random() < 0.7,
        key=uuid4(),
        actor=_some(turn),
        now=turn.now,
    )


def answer_question(turn: Turn) -> object:
    put = clarification.questions(turn.case)
    key = turn.dice.choice(put).delivery.id if put else uuid4()
    on, channel = turn.some_day(), turn.dice.choice(list(Channel))
    return clarification.answered(turn.case, key, on=on, channel=channel, actor=turn.who, now=turn.now)


def extend(turn: Turn) -> object:
    months, factor = turn.dice.choice((1, 2, 3)), turn.dice.choice((*extension.Factor, "staffing"))
    return extension.extend(
        turn.case, months=months, factor=factor, facts=turn.words(), actor=_some(turn), now=turn.now
    )


def ask_fee(turn: Turn) -> object:
    return fees.ask(
        turn.case,
        basis=turn.dice.choice((*fees.Basis, "busy")),
        evidence=turn.words(),
        cost=Cost(turn.dice.choice((0, 30)), 55),
        how_to_pay="By card.",
        free_alternative="",
        actor=_some(turn),
        now=turn.now,
    )


def pay_fee(turn: Turn) -> object:
    return fees.paid(turn.case, on=turn.some_day(), actor=_some(turn), now=turn.now)


def time_passes(turn: Turn) -> object:
    return silence.chase(turn.now)


def assign(turn: Turn) -> object:
    owner = turn.dice.choice((turn.who, None))
    return cases.assign(turn.case, owner=owner, actor=turn.who, now=turn.now)


def correct_contact(turn: Turn) -> object:
    number = turn.dice.randrange(100)
    contact = Contact("Walker", f"walker-{number}@example.org", "", f"{number} Lantern Row")
    return contacts.correct(turn.case, contact, actor=_some(turn), now=turn.now)


STEPS: tuple[Step, ...] = (
    *(bare_move, unknown_move, ask_identity, settle_identity, begin, restrict_meanwhile, decide, refuse),
    *(drop_refusal, plan, carry_out, confirm, reconsider, start_search, source_answers, include_rest),
    *(send_to_review, answer_at_once, worker, release_answer, return_answer, release_a_part, fetch),
    *(bare_close, withdraw, transfer, lapse, close_no_response, reopen, question, answer_question, extend),
    *(ask_fee, pay_fee, time_passes, assign, correct_contact),
)
#: What usually comes next where a case is; tried more often, so that walks come far.
_NEXT: dict[Status, tuple[Step, ...]] = {
    Status.RECEIVED: (ask_identity, settle_identity, settle_identity, refuse),
    Status.AWAITING_IDENTITY: (settle_identity, settle_identity, time_passes, refuse),
    Status.READY: (begin, begin, start_search, start_search, refuse, question, extend),
    Status.SEARCHING: (source_answers,),
    Status.DECIDING: (decide, decide, plan, carry_out, carry_out),
    Status.ACTING: (confirm, confirm, answer_at_once, answer_at_once, reconsider),
    Status.PREPARING: (send_to_review, send_to_review, include_rest, drop_refusal, reconsider),
    Status.PACKAGING: (worker,),
    Status.IN_REVIEW: (release_answer, release_answer, return_answer, release_a_part),
    Status.RELEASED: (fetch, bare_close),
    Status.CLOSED: (reopen,),
}


def some_step(status: Status, dice: random.Random) -> Step:
    """One step, at random; more often than not one that usually comes next where the case is."""
    return dice.choice(_NEXT[status] if dice.random() < 0.6 else STEPS)


def _some(turn: Turn) -> User:
    """Whoever tries it; where a service is for people alone, nobody cannot even call it."""
    return turn.who or User.objects.get(email="auditor@alder.example.org")


def _decision(turn: Turn) -> Decision:
    """A decision as a form would send it: some fit the right, some do not."""
    dice, known = turn.dice, [each.code for each in grounds_of(turn.case.right_kind)]
    outcome = dice.choice((Outcome.DONE, Outcome.DONE, Outcome.PARTLY_DONE, Outcome.REFUSED))
    ground = dice.choice((*known, "", "made_up"))
    refusal = dice.choice((*RefusalGround, None)) if outcome == Outcome.REFUSED else None
    details = {
        "wrong": "Lindquist",
        "correct": "Lindqvist",
        "backups": "Overwritten after 35 days.",
        "still_allowed": "We store it.",
        "review_on": "2027-03-01",
        "balance": "Your safety weighs more.",
        "decision": "The loan was declined.",
        "logic": "Income was compared.",
        "result": "It is granted.",
        "contest": "Write to us.",
    }
    return Decision(outcome, ground, turn.words(), refusal, None, details if dice.random() < 0.9 else {})
