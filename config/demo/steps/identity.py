"""Who is asking: the code to the mailbox, the doubt, the document."""

from config.demo.scene import Scene
from config.demo.stories import text_of
from dsar.models import Case
from identity.enums import Arrival, Doubt, EvidenceKind, EvidenceState
from identity.methods import document as documents
from identity.models import Evidence
from identity.services import checks

#: What a scan looks like to those who only need that there is one.
_SCAN = b"%%PDF-1.4\n%% an invented scan: %b\n%%%%EOF\n"


def prove(scene: Scene, _case: Case, _argument: str) -> None:
    """The code reaches the mailbox; the sources say whom they know under it."""
    checks.contact_proven(scene.received(), now=scene.at)


def ask(scene: Scene, case: Case, key: str) -> None:
    """A caseworker doubts, says why, and asks for proof."""
    told = text_of("doubts", key)
    checks.ask(case, doubt=Doubt(told["doubt"]), why=told["why"], actor=scene.caseworker, now=scene.at)


def document(scene: Scene, case: Case, argument: str) -> None:
    """A document arrives: ``passport``, or ``utility_bill post`` when staff scan it."""
    kind, _, way = argument.partition(" ")
    by = Arrival(way or Arrival.PAGE)
    number = Evidence.objects.filter(submission=case.submission).count() + 1
    name = f"{kind.replace('_', ' ')} {number}.pdf"
    documents.arrive(
        case.submission,
        kind=EvidenceKind(kind),
        name=name,
        content_type="application/pdf",
        chunks=[_SCAN % f"{scene.story.key} {name}".encode()],
        now=scene.at,
        by=by,
        actor=None if by == Arrival.PAGE else scene.caseworker,
    )


def accept(scene: Scene, case: Case, compared: str) -> None:
    """The document is compared, and settles it."""
    said = compared or "Name and address against the customer record."
    documents.accept(_waiting(case), compared=said, actor=scene.caseworker, now=scene.at)


def reject(scene: Scene, case: Case, reason: str) -> None:
    """The document does not settle it, and the person is told why."""
    documents.reject(_waiting(case), reason=reason, actor=scene.caseworker, now=scene.at)


def _waiting(case: Case) -> Evidence:
    return Evidence.objects.filter(submission=case.submission, state=EvidenceState.WAITING).latest(
        "arrived_at"
    )


STEPS = {"prove": prove, "ask": ask, "document": document, "accept": accept, "reject": reject}
