"""Questions that only the person can answer: drawn from a source, compared folded, three tries, then gone.

Nobody is shown an answer: not the caseworker who draws the questions, and not the requester.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import SystemRandom
from uuid import UUID

from django.db import transaction
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.crypto.blind import fold
from dsar.enums import EventType, Role
from dsar.models import Case, Submission, User
from dsar.services.errors import Refused
from dsar.spokes import KnownFact, registry
from identity.enums import CheckState
from identity.models import Question, Questions
from identity.services import checks, proofs

NAME = "facts"
TRIES = 3
ASKED = 3
#: Fewer than this prove nothing: one town is soon guessed.
LEAST = 2
KEPT = timedelta(days=14)


def draw(case: Case, *, actor: User, now: datetime) -> Questions:
    """Draw questions from the sources; Refused when they can give too few, or some are open already.

    Three wrong tries are the end of it: then the person is asked for something else.
    """
    submission = case.submission
    found = _found(submission)
    if len(found) < LEAST:
        raise Refused(
            _("The sources know too little of this person to ask them anything. Ask for another proof.")
        )
    with transaction.atomic():
        check = checks.locked_check(submission)
        if check.state == CheckState.SETTLED:
            raise Refused(_("It is settled already who is asking."))
        if Questions.objects.filter(submission=submission).exists():
            raise Refused(_("This person was asked questions already. Ask for another proof."))
        drawn = Questions.objects.create(submission=submission, drawn_at=now, drawn_by=actor)
        for number, fact in enumerate(SystemRandom().sample(found, min(ASKED, len(found))), start=1):
            question = Question(set=drawn, submission=submission, number=number)
            question.seal("text", fact.question)
            question.seal("answer", "\n".join(fact.answers))
            question.save(force_insert=True)
        record(
            EventType.QUESTIONS_DRAWN,
            at=now,
            submission=submission,
            actor=actor,
            role=proofs.role_of(actor, submission),
            data={"questions": drawn.questions.count()},
        )
    return drawn


def _found(submission: Submission) -> list[KnownFact]:
    """Ask the sources; whatever a source says of its fault is the reason."""
    found: list[KnownFact] = []
    for ask in registry.draw_facts.values():
        try:
            found += ask(submission)
        except Exception as error:
            raise Refused(str(getattr(error, "sentence", "")) or _("A source could not be asked.")) from None
    return found


def open_set(submission: Submission) -> Questions | None:
    """Return the questions that wait for answers, or None."""
    return Questions.objects.filter(submission=submission, ended_at=None).first()


def texts(drawn: Questions) -> list[tuple[UUID, str]]:
    """Return the questions, without their answers, in their order."""
    return [(each.id, each.open("text")) for each in drawn.questions.order_by("number")]


def answer(submission: Submission, given: Mapping[UUID, str], *, actor: User | None, now: datetime) -> bool:
    """Compare answers, all of which must fit, and settle who is asking; ``actor`` None: typed by themselves.

    Each call is a try. Refused when no questions are open, or one was left empty.
    """
    with transaction.atomic():
        checks.locked_check(submission)
        drawn = (
            Questions.objects.select_for_update(no_key=True)
            .filter(submission=submission, ended_at=None)
            .first()
        )
        if drawn is None:
            raise Refused(_("There are no questions to be answered."))
        asked = list(drawn.questions.all())
        if any(not given.get(each.id, "").strip() for each in asked):
            raise Refused(_("Answer every question. This did not count as a try."))
        passed = all(fits(given[each.id], each.open("answer").splitlines()) for each in asked)
        drawn.tries += 1
        record(
            EventType.QUESTIONS_TRIED,
            at=now,
            submission=submission,
            actor=actor,
            role=proofs.role_of(actor, submission) if actor else Role.REQUESTER,
            data={"tries": drawn.tries, "passed": passed},
        )
        if passed:
            drawn.passed_at = now
        if passed or drawn.tries >= TRIES:
            _end(drawn, now)
        drawn.save()
        if passed:
            on: date = civil_date(submission.controller, now)
            checks.settle(submission, method=NAME, arrived_on=on, actor=actor, now=now)
    return passed


def _end(drawn: Questions, now: datetime) -> None:
    """Delete what was asked and what would have been right; that it was asked stays."""
    drawn.ended_at = now
    drawn.questions.all().delete()


def fits(given: str, right: list[str]) -> bool:
    """Answer whether what was given is one of the right answers: case, accents and signs aside."""
    return _plain(given) in {_plain(each) for each in right}


def _plain(text: str) -> str:
    """Return letters and digits alone; a month and its year in one order, however it was written."""
    words = re.findall(r"\w+", fold(text))
    months = {fold(str(name)): number for number, name in MONTHS.items()}
    words = [str(months.get(word, word)) for word in words]
    if len(words) == 2 and all(word.isdecimal() for word in words):
        year, month = sorted(words, key=len, reverse=True)
        return f"{year}-{int(month)}"
    return "".join(words)


def end_old(now: datetime) -> int:
    """End questions that nobody answered for two weeks, and return how many."""
    old = Questions.objects.filter(ended_at=None, drawn_at__lt=now - KEPT).select_related("submission")
    return sum(end_open(drawn.submission, now) for drawn in old)


def end_open(submission: Submission, now: datetime) -> int:
    """End the questions that wait for answers, and return how many that were."""
    with transaction.atomic():
        checks.locked_check(submission)
        drawn = open_set(submission)
        if drawn is None:
            return 0
        _end(drawn, now)
        drawn.save(update_fields=["ended_at"])
    return 1
