"""Who works on a case, what own words were understood as, notes for colleagues, and what goes by post."""

from uuid import uuid5

from config.demo.scene import Scene
from dsar.enums import DeliveryState, LinkKind, Right
from dsar.models import Case, Delivery, Submission
from dsar.services import cases, linking, notes, posting, sorting


def take(scene: Scene, case: Case, _argument: str) -> None:
    """A caseworker takes every open case of the submission."""
    for each in case.submission.cases.exclude(status="closed"):
        cases.assign(each, owner=scene.caseworker, actor=scene.caseworker, now=scene.at)


def sort(scene: Scene, case: Case, rights: str) -> None:
    """A caseworker reads what was asked in somebody's own words: ``erasure``, or several rights."""
    wanted = [Right(each) for each in rights.split()]
    sorting.sort(case, rights=wanted, actor=scene.caseworker, now=scene.at)


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


STEPS = {"take": take, "sort": sort, "note": note, "post": post, "link": link}
