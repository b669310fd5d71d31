"""What is decided and done in the systems, and confirmed by those who keep them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from config.demo.scene import Scene
from config.demo.stories import text_of
from dsar.enums import Action, Outcome, RefusalGround, Right, TaskState
from dsar.models import Case, Exemption, HolderTask, System
from dsar.services import acting, resolutions, tasks
from dsar.services.resolutions import Decision
from exports.services import at_once

#: What nobody is told of, and why: the reason stands in the letter.
_NOT_TOLD = "They were never given this data."
PROOFS = {
    Action.CORRECT: "Changed on the customer’s card; the history of the record shows old and new.",
    Action.STATEMENT: "The statement stands in the field for remarks, on top.",
    Action.ERASE: "Record deleted; a search for the address finds nothing any more.",
    Action.ANONYMISE: "Name, address and telephone replaced; the invoices still add up.",
    Action.RESTRICT: "Marked “restricted” and taken off every export and mailing.",
    Action.LIFT: "The mark “restricted” is gone.",
    Action.STOP: "Unsubscribed from every list; the next export was checked.",
    Action.REVIEW: "Looked at again by hand with all the papers; note in the file.",
    Action.TELL: "Wrote to their data protection mailbox, with the reference.",
}


def begin(scene: Scene, case: Case, _argument: str) -> None:
    """Work begins; an objection restricts meanwhile."""
    acting.begin(case, actor=scene.caseworker, now=scene.at)


def restrict(scene: Scene, case: Case, _argument: str) -> None:
    """Accuracy is contested: the data is restricted while it is looked at."""
    acting.restrict_meanwhile(case, actor=scene.caseworker, now=scene.at)


def decide(scene: Scene, case: Case, key: str) -> None:
    """It is decided, with a plan for each system."""
    told = text_of("decisions", key)
    resolutions.decide(case, _decision(scene, told), actor=scene.caseworker, now=scene.at)
    tasks.plan(case, _lines(scene, case, told), actor=scene.caseworker, now=scene.at)


def refuse(scene: Scene, case: Case, key: str) -> None:
    """The whole request is to be refused."""
    told = text_of("decisions", key)
    resolutions.refuse(case, _decision(scene, told), actor=scene.caseworker, now=scene.at)


def _decision(scene: Scene, told: dict[str, Any]) -> Decision:
    details = dict(told.get("details", {}))
    if "review_days" in told:
        details["review_on"] = scene.on + timedelta(days=told["review_days"])
    exemption = Exemption.objects.get(code=told["exemption"]) if "exemption" in told else None
    refusal = told.get("refusal")
    return Decision(
        outcome=Outcome(told["outcome"]),
        ground=told.get("ground", ""),
        reasons=told.get("reasons", ""),
        refusal_ground=RefusalGround(refusal) if refusal else None,
        exemption=exemption,
        details=details,
    )


def _lines(scene: Scene, case: Case, told: dict[str, Any]) -> Iterator[tasks.Line]:
    systems = acting.systems_for(case)
    for number, line in enumerate(told.get("plan", ())):
        system = systems[line.get("system", number) % len(systems)]
        action = Action(line["do"])
        until_on = scene.on + timedelta(days=line["days"]) if "days" in line else None
        yield tasks.Line(
            action, system, instruction=line.get("say", ""), law=line.get("law", ""), until_on=until_on
        )
        if line.get("keeps"):
            yield from _rules(system)
        if case.right in (Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION) and action not in (
            Action.NOTHING,
            Action.KEEP,
        ):
            yield from _told(system, line.get("tell", 1))


def _rules(system: System) -> Iterator[tasks.Line]:
    for rule in system.retention_rules.all():
        said = f"{rule.what}: {rule.reason} Kept for {rule.keep_years} years from {rule.counted_from}."
        yield tasks.Line(Action.KEEP, system, instruction=said, law=rule.law)


def _told(system: System, most: int) -> Iterator[tasks.Line]:
    for place, recipient in enumerate(system.recipients.all()):
        yield tasks.Line(Action.TELL, recipient=recipient, instruction="" if place < most else _NOT_TOLD)


def carry_out(scene: Scene, case: Case, _argument: str) -> None:
    """The tasks go to the holders; where nothing is to be done, the answer is next."""
    acting.carry_out(case, actor=scene.caseworker, now=scene.at)


def confirm(scene: Scene, case: Case, argument: str) -> None:
    """Holders confirm: all of it, ``one`` task, or what runs ``meanwhile``."""
    open_ = case.tasks.filter(state=TaskState.OPEN, meanwhile=argument == "meanwhile")
    chosen = list(open_.select_related("system", "assignee").order_by("given_at", "pk"))
    for task in chosen[:1] if argument == "one" else chosen:
        _confirmed(scene, task, done=argument != "impossible")
    acting.finish_if_done(case, actor=None, now=scene.at)


def _confirmed(scene: Scene, task: HolderTask, *, done: bool) -> None:
    proof = PROOFS[Action(task.action)] if done else "The archive tape cannot be opened record by record."
    actor = task.assignee or scene.caseworker
    tasks.confirm(task, done=done, on=scene.on, proof=proof, actor=actor, now=scene.at)


def answer(scene: Scene, case: Case, _argument: str) -> None:
    """What took effect on receipt is answered at once."""
    at_once.answer(case, actor=scene.caseworker, now=scene.at)


def reconsider(scene: Scene, case: Case, _argument: str) -> None:
    """The decision is opened again."""
    acting.reconsider(case, actor=scene.caseworker, now=scene.at)


STEPS = {
    "begin": begin,
    "restrict": restrict,
    "decide": decide,
    "refuse": refuse,
    "carry_out": carry_out,
    "confirm": confirm,
    "answer": answer,
    "reconsider": reconsider,
}
