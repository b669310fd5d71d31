"""The cases of the demo office: stories told by the real services, at the hours at which they happened."""

from datetime import datetime
from random import Random

from config.demo import sources, timeline
from config.demo.scene import Scene, Untold, Who
from config.demo.steps import COMPLAINTS, STEPS
from config.demo.stories import Step, Story, of_controller
from config.demo.stories.ids import id_of
from dsar.enums import Channel
from dsar.models import Complaint, Controller, Submission
from dsar.services.errors import Refused
from dsar.services.submissions import Asked, receive


def furnish(controller: Controller, now: datetime, *, small: bool = False) -> int:
    """Tell the stories of a controller that were not told yet; return how many that were.

    ``small`` tells a few that together take every kind of step. A story that is cut short stays where it
    stood: the house is whole with it, and its workers take over.
    """
    wanted = [story for story in of_controller(controller.slug) if story.small or not small]
    left = [story for story in wanted if not _told(controller, story)]
    arrivals = {story.key: timeline.arrived_at(story, controller, now, _dice(story)) for story in left}
    for story in sorted(left, key=lambda each: arrivals[each.key]):
        _tell(controller, story, arrivals[story.key], now)
    return len(left)


def _told(controller: Controller, story: Story) -> bool:
    wanted = id_of(controller.slug, story.key)
    if story.asks:
        return Submission.objects.filter(pk=wanted).exists()
    key = next(step.argument for step in story.steps if step.verb == "complain")
    return Complaint.objects.filter(pk=id_of(controller.slug, story.key, "complaint", key)).exists()


def _dice(story: Story) -> Random:
    return Random(story.key)  # noqa: S311  invented data, not secrets


def _tell(controller: Controller, story: Story, first: datetime, now: datetime) -> None:
    """Take every step of a story, and do after each what the workers did then."""
    random = _dice(story)
    scene = Scene(controller, story, _who(controller, story), first)
    if story.asks:
        scene.submission = _received(scene, now)
        scene.work_off()
    for step, at in zip(story.steps, timeline.instants(story, scene.at, now, random), strict=True):
        scene.at = at
        try:
            _take(scene, step)
            scene.work_off()
        except (Refused, Untold, LookupError) as error:
            said = " ".join(map(str, error.args))
            raise Untold(f"{controller.slug}/{story.key}, {step.verb} {step.argument}: {said}") from error


def _take(scene: Scene, step: Step) -> None:
    if step.verb in COMPLAINTS:
        COMPLAINTS[step.verb](scene, step.argument)
    else:
        STEPS[step.verb](scene, scene.case(step.number), step.argument)


def _who(controller: Controller, story: Story) -> Who:
    """Return who asks: a customer by number, with what the story says otherwise."""
    if not story.who:
        return Who(story.name, story.email or "", story.phone, story.address.strip())
    customer = sources.customers(controller.slug)[story.who - 1]
    email = customer.email if story.email is None else story.email
    phone = story.phone or ("" if story.channel == Channel.WEB_FORM else customer.phone)
    return Who(story.name or customer.name, email, phone, story.address.strip())


def _received(scene: Scene, now: datetime) -> Submission:
    """Take the request in: by the form at once, otherwise written down by a caseworker soon after."""
    story, person, at = scene.story, scene.person, scene.at
    by_form = story.channel == Channel.WEB_FORM
    if not by_form:
        scene.at = min(timeline.next_hour(at), now)
    asked = Asked(
        name=person.name,
        email=person.email,
        phone=person.phone,
        address=person.address,
        rights=story.asks,
        relation=story.relation,
        words=story.words,
        adjustments=story.adjustments,
    )
    return receive(
        asked,
        submission_id=id_of(scene.controller.slug, story.key),
        controller=scene.controller,
        channel=story.channel,
        received_at=at,
        now=scene.at,
        logged_by=None if by_form else scene.caseworker,
    )
