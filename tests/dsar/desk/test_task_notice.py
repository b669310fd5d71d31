"""The notice that a recipient gets when data it received was changed."""

import subprocess
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from dsar.enums import Action, EventType, Outcome, Right, Role
from dsar.models import Event, HolderTask, System
from dsar.services import acting, recipient_notices, resolutions, tasks
from dsar.services.errors import Refused
from dsar.services.resolutions import Decision
from dsar.services.tasks import Line
from tests.exports.services.answering import DETAILS
from tests.factories.office import staff
from tests.factories.rights import begun, case_of, confirmed
from tests.factories.staff import client_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def telling() -> HolderTask:
    """The task to tell a recipient that something is corrected; the correction is not confirmed yet."""
    case = begun(case_of(Right.RECTIFICATION, now=NOW), now=NOW)
    system = System.objects.filter(controller=case.controller, recipients__isnull=False).distinct()[0]
    said = Decision(Outcome.DONE, "inaccurate", "You are right.", details=DETAILS[Right.RECTIFICATION])
    resolutions.decide(case, said, actor=staff(Role.CASEWORKER), now=NOW)
    correct = Line(Action.CORRECT, system=system, instruction="Lindqvist, not Lindquist.")
    tell = Line(Action.TELL, recipient=system.recipients.all()[0])
    tasks.plan(case, [correct, tell], actor=staff(Role.CASEWORKER), now=NOW)
    acting.carry_out(case, actor=staff(Role.CASEWORKER), now=NOW)
    return HolderTask.objects.get(case=case, action=Action.TELL)


def corrected(telling: HolderTask) -> HolderTask:
    deed = HolderTask.objects.get(case=telling.case, action=Action.CORRECT)
    return confirmed(deed, now=NOW)


def test_it_says_what_was_changed_and_asks_to_do_the_same(telling: HolderTask) -> None:
    corrected(telling)
    text = recipient_notices.write(telling, today=NOW.date()).text()
    assert telling.recipient is not None
    for said in (
        telling.recipient.name,
        "Corrected: Lindqvist, not Lindquist.",
        "UK GDPR Articles 16 and 19",
    ):
        assert said in " ".join(text.split())
    assert telling.case.submission.person.open("name") in text


def test_before_it_is_done_there_is_nothing_to_tell(telling: HolderTask) -> None:
    with pytest.raises(Refused, match="Nothing is confirmed yet"):
        recipient_notices.write(telling, today=NOW.date())
    page = client_of(Role.CASEWORKER).get(reverse("dsar:task_notice", args=[telling.id]), follow=True)
    assert "Nothing is confirmed yet" in page.text
    with pytest.raises(Refused, match="tells no recipient"):
        recipient_notices.write(corrected(telling), today=NOW.date())


def test_the_desk_downloads_it_and_the_log_knows(telling: HolderTask, tmp_path: Path) -> None:
    corrected(telling)
    client = client_of(Role.CASEWORKER)
    address = reverse("dsar:task_notice", args=[telling.id])
    assert address in client.get(reverse("dsar:task", args=[telling.id])).text
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    pdf = tmp_path / "notice.pdf"
    pdf.write_bytes(answer.content)
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
    assert "A change to personal data that you received from us" in " ".join(text.split())
    viewed = Event.objects.filter(case=telling.case, type=EventType.LETTER_VIEWED).get()
    assert viewed.data["task"] == str(telling.id)


def test_nobody_else_gets_it(telling: HolderTask) -> None:
    corrected(telling)
    assert client_of(Role.MANAGER).get(reverse("dsar:task_notice", args=[telling.id])).status_code == 403
