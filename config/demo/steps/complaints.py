"""Complaints: received, acknowledged, looked into, answered; told to the person by mail or by letter."""

from config.demo.scene import Scene, Untold
from config.demo.stories import text_of
from config.demo.stories.ids import id_of
from dsar.enums import Channel, ComplaintOutcome, DeliveryState
from dsar.models import Case, Complaint
from dsar.services.complaints import acknowledgement, closing, messages, receipt, steps
from dsar.services.complaints.about import About
from dsar.services.complaints.answers import Answer


def complain(scene: Scene, key: str) -> None:
    """Somebody complains: about this request where there is one, by the page or another way."""
    told = text_of("complaints", key)
    person = scene.person
    channel = Channel(told.get("channel", Channel.WEB_FORM))
    case = Case.objects.filter(submission=scene.submission).order_by("number").first()
    about = About(scene.submission, case) if scene.submission is not None else None
    scene.complaint = receipt.receive(
        receipt.Told(told["words"], person.name, person.email, person.address),
        complaint_id=id_of(scene.controller.slug, scene.story.key, "complaint", key),
        controller=scene.controller,
        channel=channel,
        received_at=scene.at,
        now=scene.at,
        about=about,
        actor=None if channel == Channel.WEB_FORM else scene.caseworker,
    )


def acknowledge(scene: Scene, _argument: str) -> None:
    """It is acknowledged, by mail where there is a mailbox."""
    complaint = _of(scene)
    if complaint.open("email"):
        acknowledgement.by_mail(complaint, actor=scene.caseworker, now=scene.at)
    else:
        acknowledgement.by_letter(complaint, actor=scene.caseworker, now=scene.at)


def look(scene: Scene, text: str) -> None:
    """A step is taken and kept."""
    steps.note(_of(scene), text, on=scene.on, actor=scene.dpo, now=scene.at)


def tell(scene: Scene, text: str) -> None:
    """The person hears how far it is."""
    steps.tell_by_mail(_of(scene), text, actor=scene.dpo, now=scene.at)


def own(scene: Scene, _argument: str) -> None:
    """A DPO takes the complaint."""
    steps.assign(_of(scene), scene.judge, actor=scene.judge, now=scene.at)


def envelope(scene: Scene, _argument: str) -> None:
    """The letters of the complaint are posted."""
    for row in _of(scene).deliveries.filter(state=DeliveryState.TO_POST):
        messages.posted(row, on=scene.on, actor=scene.caseworker, now=scene.at)


def outcome(scene: Scene, key: str) -> None:
    """A DPO who had no part answers each point; where there is none, the answer says why."""
    told = text_of("outcomes", key)
    complaint = _of(scene)
    answer = Answer(
        outcome=ComplaintOutcome(told["outcome"]),
        points=tuple((point, said) for point, said in told["points"]),
        remedy=told.get("remedy", ""),
        changes=told.get("changes", ""),
        why_not_independent="We are a small house, and nobody else here may answer a complaint.",
    )
    by_post = not complaint.open("email")
    closing.decide(complaint, answer, part=False, by_post=by_post, actor=scene.judge, now=scene.at)


def drop(scene: Scene, how: str) -> None:
    """The person takes the complaint back."""
    closing.withdraw(_of(scene), how, on=scene.on, actor=scene.dpo, now=scene.at)


def _of(scene: Scene) -> Complaint:
    if scene.complaint is None:
        raise Untold("nobody has complained yet")
    return Complaint.objects.select_related("controller", "submission", "case").get(pk=scene.complaint.pk)


STEPS = {
    "complain": complain,
    "acknowledge": acknowledge,
    "look": look,
    "tell": tell,
    "own": own,
    "envelope": envelope,
    "outcome": outcome,
    "drop": drop,
}
