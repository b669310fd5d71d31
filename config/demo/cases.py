"""A few cases for the demo office, taken along their road by the real services at times gone by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from config.demo.crm.people import CrmPerson, people
from config.demo.crm.rows import PEOPLE, SEED
from config.demo.office import STAFF
from dsar.enums import Channel, Relation, Right, Role
from dsar.models import Case, Controller, Job, User
from dsar.services import cases, job_runner
from dsar.services.submissions import Asked, receive
from exports.services import download, material, prepare, release, search
from identity.enums import Doubt
from identity.services import checks


@dataclass(frozen=True, slots=True)
class Story:
    """One case: whose it is, how many days ago it arrived, and how far it has come."""

    person: int
    days_ago: int
    steps: tuple[str, ...]
    stranger: bool = False


_SEARCHED = ("prove", "take", "search")
_REVIEWED = (*_SEARCHED, "include", "prepare")

STORIES = (
    Story(61, 41, (*_REVIEWED, "release", "fetch")),
    Story(118, 33, _SEARCHED),
    Story(204, 27, (*_SEARCHED, "include")),
    Story(333, 24, (*_SEARCHED,)),
    Story(470, 19, ("prove", "take", "ask"), stranger=True),
    Story(512, 16, _REVIEWED),
    Story(760, 9, ("prove", "take")),
    Story(905, 4, ("prove",)),
    Story(1204, 1, ()),
)


def furnish(controller: Controller, now: datetime) -> int:
    """Make the demo cases of a controller that has none; return how many were made."""
    if Case.objects.filter(controller=controller).exists():
        return 0
    everybody = people(Random(SEED), PEOPLE)  # noqa: S311  invented data, not secrets
    for story in STORIES:
        _Teller(controller, everybody[story.person], story, now).tell()
    return len(STORIES)


class _Teller:
    """Takes one case along its road, a few hours or days between its steps."""

    def __init__(self, controller: Controller, person: CrmPerson, story: Story, now: datetime) -> None:
        self.controller = controller
        self.story = story
        self.today = now
        self.at = (now - timedelta(days=story.days_ago)).replace(minute=14 + story.days_ago % 40)
        asked = Asked(
            name=person.name,
            email=f"{story.person}@mailbox.example.net" if story.stranger else person.email,
            rights=[Right.ACCESS],
            relation=Relation.CUSTOMER,
            words="Everything you have about me.",
        )
        self.submission = receive(
            asked,
            submission_id=uuid4(),
            controller=controller,
            channel=Channel.WEB_FORM,
            received_at=self.at,
            now=self.at,
        )

    def tell(self) -> None:
        """Take every step of the story, never later than now."""
        for step in self.story.steps:
            self.at = min(self.at + timedelta(hours=19), self.today)
            action: Callable[[Case], object] = getattr(self, f"_{step}")
            action(Case.objects.get(submission=self.submission))
            self._work_off()

    def _work_off(self) -> None:
        """Do what a worker would have done at that time; mails are left to the worker."""
        waiting = Job.objects.filter(submission=self.submission, state="waiting").exclude(kind="send")
        for job in waiting:
            job_runner.run(job.pk, clock=lambda: self.at)

    def _prove(self, case: Case) -> None:
        checks.contact_proven(self.submission, now=self.at)

    def _take(self, case: Case) -> None:
        cases.assign(case, owner=_staff(Role.CASEWORKER), actor=_staff(Role.CASEWORKER), now=self.at)

    def _ask(self, case: Case) -> None:
        why = "The request came from an address that is not in our records."
        checks.ask(case, doubt=Doubt.ADDRESS_UNKNOWN, why=why, actor=_staff(Role.CASEWORKER), now=self.at)

    def _search(self, case: Case) -> None:
        search.start(case, actor=_staff(Role.CASEWORKER), now=self.at)

    def _include(self, case: Case) -> None:
        material.include_rest(case, actor=_staff(Role.CASEWORKER), now=self.at)

    def _prepare(self, case: Case) -> None:
        prepare.prepare(case, actor=_staff(Role.CASEWORKER), now=self.at)

    def _release(self, case: Case) -> None:
        package = release.under_review(case)
        release.release(case, package_id=package.id, actor=_staff(Role.DPO), now=self.at)

    def _fetch(self, case: Case) -> None:
        for package in download.available(self.submission, now=self.at):
            for _chunk in download.stream(package, 0, package.size, now=self.at):
                pass


def _staff(role: Role) -> User:
    """Return the member of the demo staff with a role."""
    return User.objects.get(email=next(each.mailbox for each in STAFF if each.role == role))
