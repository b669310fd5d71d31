"""Walks at random: from every status of a road a few steps by anybody, the rules looked at after each."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from config.demo.office import connect_crm
from dsar.audit.verify import verify
from dsar.enums import Action, Outcome, Right, Role
from dsar.models import Case, User
from dsar.selectors import tasks as planned
from dsar.services import acting, resolutions, tasks
from dsar.services.errors import Refused
from dsar.services.resolutions import Decision
from dsar.services.tasks import Line
from dsar.states import OF_DATA, OF_EFFECT
from exports.enums import CollectionState
from exports.models import Collection
from exports.services import at_once, prepare, search
from exports.services.facts.decided import TOLD
from identity.enums import Doubt
from identity.services import checks
from tests.dsar.rights.walk_rules import broken, look
from tests.dsar.rights.walk_steps import Step, Turn, some_step
from tests.exports.services.answering import DETAILS
from tests.factories.office import NOW, an_office, staff
from tests.factories.rights import DEEDS, asked_for, begun, confirmed, fetched
from tests.factories.road import released, settled, work_off
from tests.factories.staff import a_colleague, another_controller

STEPS = 8
WORKER, LEADER = Role.CASEWORKER, Role.DPO
Actors = Sequence[User | None]


@dataclass
class Tally:
    """What the walks came to."""

    walks: int = 0
    steps: int = 0
    refused: int = 0
    moves: Counter[str] = field(default_factory=Counter)

    def add(self, before: str, after: str, *, taken: bool) -> None:
        """Count a step."""
        self.steps += 1
        self.refused += not taken
        if before != after:
            self.moves[f"{before} {after}"] += 1


def everybody() -> Actors:
    """Each role of the office, a second DPO, two of another controller, and nobody: system or requester."""
    office = an_office()
    connect_crm(office, "postgresql://reader@/nowhere", NOW)
    other = another_controller()
    here = [staff(role) for role in (WORKER, WORKER, LEADER, LEADER, Role.AUDITOR, Role.MANAGER)]
    here += [a_colleague(office, LEADER), a_colleague(office, Role.HOLDER)]
    return [*here, a_colleague(other, LEADER), a_colleague(other, WORKER), None, None]


def road(right: Right) -> Iterator[Case]:
    """A case of a right at every status of its usual road, from received to closed."""
    submission = asked_for(right, name=f"Walker {right}", email=f"{right}@example.org", phone="01632 960 001")
    case = submission.cases.get()
    yield case
    if right in OF_EFFECT:
        for task in planned.of(case):
            confirmed(task)
        at_once.answer(case, actor=staff(WORKER), now=NOW)
    else:
        checks.ask(case, doubt=Doubt.ADDRESS_UNKNOWN, why="Unknown.", actor=staff(WORKER), now=NOW)
        yield case
        case = settled(case)
        yield case
        yield from _searched(case) if right in OF_DATA else _acted(case)
        prepare.prepare(case, actor=staff(WORKER), now=NOW)
        yield case
    work_off(kinds=("package",))
    yield case
    if right not in OF_EFFECT:
        released(Case.objects.get(pk=case.pk))
        yield case
    fetched(case.packages.get())
    yield case


def _searched(case: Case) -> Iterator[Case]:
    search.start(case, actor=staff(WORKER), now=NOW)
    yield case
    Collection.objects.filter(case=case).update(
        state=CollectionState.DONE, searched_by=["email"], ended_at=NOW
    )
    search.finish_if_over(case, now=NOW)
    yield case


def _acted(case: Case) -> Iterator[Case]:
    right = case.right_kind
    case = begun(case)
    yield case
    met, _denied, action = DEEDS[right]
    said = Decision(Outcome.DONE, ground=met, reasons="We checked it.", details=DETAILS[right])
    resolutions.decide(case, said, actor=staff(WORKER), now=NOW)
    system = case.controller.systems.order_by("position", "name")[0]
    lines = [Line(action, system=system, instruction="Lindqvist, not Lindquist.")]
    if right in TOLD:
        lines += [Line(Action.TELL, recipient=each) for each in system.recipients.all()]
    tasks.plan(case, lines, actor=staff(WORKER), now=NOW)
    acting.carry_out(case, actor=staff(WORKER), now=NOW)
    yield case
    for task in planned.of(case):
        if task.state == "open":
            confirmed(task)
    acting.finish_if_done(case, actor=None, now=NOW)
    yield case


def walk(case: Case, actors: Actors, dice: random.Random, tally: Tally) -> None:
    """Walk from where a case is, look at every rule after every step, and leave nothing behind."""
    now, trail = NOW + timedelta(hours=1), [f"{case.right} at {Case.objects.get(pk=case.pk).status}"]
    with _forgotten():
        before = look(case)
        for _number in range(STEPS):
            now += timedelta(hours=dice.choice((1, 5, 30, 90)))
            step, who = some_step(before.status, dice), dice.choice(actors)
            trail.append(f"{step.__name__} by {who or 'nobody'} at {now:%d %b %H:%M}")
            taken = _taken(step, Turn(_now(case), who, now, dice))
            after = look(case)
            if taken or after != before:
                wrong = list(broken(case, before, today=now.date()))
                assert not wrong, "\n".join([*trail, "so:", *wrong])
            tally.add(before.status, after.status, taken=taken)
            before = after
        faults = list(verify(f"submission:{case.submission_id}"))
        assert not faults, "\n".join([*trail, *map(str, faults)])
    tally.walks += 1


def _taken(step: Step, turn: Turn) -> bool:
    """Try a step; whether it was taken, or refused with a sentence. Anything else is a fault.

    No transaction of ours is around it: what a refused step leaves behind would be seen.
    """
    try:
        step(turn)
    except Refused:
        return False
    return True


def _now(case: Case) -> Case:
    return Case.objects.select_related("submission__person", "submission__controller", "controller").get(
        pk=case.pk
    )


@contextmanager
def _forgotten() -> Iterator[None]:
    """Let what happens inside be as if it never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
