"""What moves a clock: questions and their answers, extensions, fees."""

from uuid import uuid5

from config.demo.scene import Scene, Untold
from config.demo.stories import text_of
from dsar.enums import Channel
from dsar.models import Case
from dsar.services import clarification, extension, fees


def question(scene: Scene, case: Case, key: str) -> None:
    """A question to the requester; whether it stops the clock stands with its text."""
    told = text_of("questions", key)
    clarification.ask(
        case,
        question=told["question"],
        reason=told["reason"],
        stops_clock=told["stops_clock"],
        key=uuid5(case.pk, f"question {key}"),
        actor=scene.caseworker,
        now=scene.at,
    )


def reply(scene: Scene, case: Case, _argument: str) -> None:
    """The requester answers the question that is open."""
    asked = next((each for each in clarification.questions(case) if each.open), None)
    if asked is None:
        raise Untold("no question is open")
    clarification.answered(
        case, asked.delivery.id, on=scene.on, channel=Channel.EMAIL, actor=scene.caseworker, now=scene.at
    )


def extend(scene: Scene, case: Case, key: str) -> None:
    """Notice of an extension, before the last day for it."""
    told = text_of("extensions", key)
    extension.extend(
        case,
        months=told["months"],
        factor=told["factor"],
        facts=told["facts"],
        actor=scene.caseworker,
        now=scene.at,
    )


def fee(scene: Scene, case: Case, key: str) -> None:
    """A fee is asked for, at the rate of the policy."""
    told = text_of("fees", key)
    rate = scene.controller.fee_minute_pence or 0
    fees.ask(
        case,
        basis=told["basis"],
        evidence=told["evidence"],
        cost=fees.Cost(told["minutes"], rate, told.get("postage", 0)),
        how_to_pay=told["how_to_pay"],
        free_alternative=told["free_alternative"],
        actor=scene.caseworker,
        now=scene.at,
    )


def paid(scene: Scene, case: Case, _argument: str) -> None:
    """The fee is there."""
    fees.paid(case, on=scene.on, actor=scene.caseworker, now=scene.at)


STEPS = {"question": question, "reply": reply, "extend": extend, "fee": fee, "paid": paid}
