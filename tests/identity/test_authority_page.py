"""What shows that somebody may act comes through their page, apart from what shows who the person is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from dsar.enums import Role
from dsar.services.errors import Refused
from identity.enums import CheckState, EvidenceState
from identity.methods import document
from identity.models import Check, Evidence
from tests.factories.office import NOW, staff
from tests.identity.requester import Requester, text_of
from tests.identity.test_representatives import ask, case_of, may, written_for
from tests.identity.world import desk, upload

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW + 2 * DAY, tick=False) as traveller:
        yield traveller


def test_a_letter_of_authority_arrives_on_the_page_and_is_looked_at_as_such() -> None:
    submission = written_for()
    ask(submission)
    someone = Requester(submission).come_in()
    assert "We need to know that you may act for somebody else" in someone.words()
    empty = someone.client.post("/r/request/authority/", {}, follow=True)
    assert "Choose a file." in text_of(empty)
    sent = someone.client.post("/r/request/authority/", {"authority-file": upload()}, follow=True)
    assert "What you sent arrived." in text_of(sent)
    assert "What you sent arrived on 26 November 2026" in text_of(sent)
    paper = Evidence.objects.get()
    assert (paper.method, paper.state) == ("authority", EvidenceState.WAITING)
    with pytest.raises(Refused, match="says nothing of who the person is"):
        document.accept(paper, compared="All", actor=staff(Role.CASEWORKER), now=NOW + 2 * DAY)
    client, _ = desk(Role.CASEWORKER)
    page = client.get(f"/desk/cases/{case_of(submission).id}/identity/").content.decode()
    assert f"documents/{paper.id}/" in page
    assert f"documents/{paper.id}/accept/" not in page
    may(submission, days=2)
    paper.refresh_from_db()
    assert paper.state == EvidenceState.ACCEPTED
    assert Check.objects.get().state == CheckState.OPEN


def test_nobody_else_sends_papers_of_authority() -> None:
    submission = written_for()
    may(submission, days=1)
    someone = Requester(submission).come_in()
    sent = someone.client.post("/r/request/authority/", {"authority-file": upload()}, follow=True)
    assert "Nothing was kept of what you sent." in text_of(sent)
    assert Evidence.objects.count() == 0
