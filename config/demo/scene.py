"""What the steps of one story work with: its submission, the hour, the staff, and the worker of that time."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from config.demo import colleagues
from config.demo.stories import Story
from dsar.audit.recording import civil_date
from dsar.enums import JobState, Role
from dsar.models import Case, Complaint, Controller, Delivery, Job, Submission, User
from dsar.services import job_runner

#: More rounds than any step needs: a search, then a package, then its message.
_ROUNDS = 8


class Untold(Exception):
    """A story that did not go as it is written; the text says at which step, and what the house answered."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks or complains, and how they are reached."""

    name: str
    email: str
    phone: str
    address: str


@dataclass
class Scene:
    """One story while it is told; ``at`` is the hour of the step that is being taken."""

    controller: Controller
    story: Story
    person: Who
    at: datetime
    submission: Submission | None = None
    complaint: Complaint | None = None

    @property
    def on(self) -> date:
        """Return the civil date of the hour."""
        return civil_date(self.controller, self.at)

    def received(self) -> Submission:
        """Return the submission of a story that has one."""
        if self.submission is None:
            raise Untold("no request arrived in this story")
        return self.submission

    def case(self, number: int = 1) -> Case:
        """Return a case of the submission as it stands now."""
        rows = Case.objects.select_related("submission__person", "submission__controller", "controller")
        return rows.get(submission=self.received(), number=number)

    @property
    def caseworker(self) -> User:
        """Return who works on this story: always the same person."""
        staff = colleagues.of(self.controller, Role.CASEWORKER)
        return staff[sum(map(ord, self.story.key)) % len(staff)]

    @property
    def dpo(self) -> User:
        """Return the DPO who reviews: not who prepares, where there is another."""
        staff = colleagues.of(self.controller, Role.DPO)
        return next((each for each in staff if each != self.caseworker), staff[0])

    @property
    def judge(self) -> User:
        """Return the DPO who answers a complaint: not who released what it is about, if there is another."""
        staff = colleagues.of(self.controller, Role.DPO)
        part = set()
        if self.submission is not None:
            rows = Case.objects.filter(submission=self.submission)
            part = {each for row in rows.values_list("prepared_by", "released_by") for each in row}
        return next((each for each in staff if each.pk not in part), staff[0])

    def work_off(self) -> None:
        """Do what workers did at that hour, mails among it, until nothing waits any more."""
        mine = Q(submission=self.submission) if self.submission else Q(pk=None)
        if self.complaint is not None:
            mine |= Q(subject_id__in=Delivery.objects.filter(complaint=self.complaint).values("pk"))
        jobs = Job.objects.filter(mine)
        for _round in range(_ROUNDS):
            waiting = list(jobs.filter(state=JobState.WAITING).order_by("created_at", "pk"))
            if not waiting:
                return
            for job in waiting:
                job_runner.run(job.pk, clock=lambda: self.at)
            if failed := jobs.filter(state=JobState.FAILED).first():
                raise Untold(f"the job {failed.kind} failed: {failed.reason}")
        raise Untold("its jobs never ended")
