"""Who works on a case, what they tell each other, and what they put into envelopes."""

from uuid import uuid5

from config.demo.scene import Scene
from dsar.enums import DeliveryState, LinkKind
from dsar.models import Case, Delivery, Submission
from dsar.services import cases, linking, notes, posting


def take(scene: Scene, case: Case, _argument: str) -> None:
    """A caseworker takes every open case of the submission."""
    for each in case.submission.cases.exclude(status="closed"):
        cases.assign(each, owner=scene.caseworker, actor=scene.caseworker, now=scene.at)


def note(scene: Scene, case: Case, text: str) -> None:
    """A note for colleagues."""
    key = uuid5(case.pk, f"note {text}")
    notes.add(case, text, key=key, actor=scene.caseworker, now=scene.at)


def post(scene: Scene, case: Case, _argument: str) -> None:
    """Everything that waits is printed and posted."""
    waiting = Delivery.objects.filter(submission=case.submission, state=DeliveryState.TO_POST)
    for delivery in waiting.order_by("created_at"):
        posting.mark_posted(delivery, on=scene.on, actor=scene.caseworker, now=scene.at)


def link(scene: Scene, case: Case, kind: str) -> None:
    """The request is put together with the one that arrived before it at this controller."""
    rows = Submission.objects.filter(controller=scene.controller, received_at__lt=case.submission.received_at)
    earlier = rows.exclude(earlier_links__submission=case.submission).order_by("-received_at").first()
    if earlier is not None:
        linking.link_by_hand(
            case, earlier.reference, kind=LinkKind(kind), actor=scene.caseworker, now=scene.at
        )


STEPS = {"take": take, "note": note, "post": post, "link": link}
