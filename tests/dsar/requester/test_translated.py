"""Every word of the requester's page can be translated, wherever a request stands."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from dsar.enums import Right, Role
from dsar.models import Case, Submission
from dsar.services import lateness
from dsar.spokes import Representing
from identity.enums import Doubt
from identity.methods import document
from identity.services import checks, representatives
from identity.views import even
from tests.dsar.requester.room import PAGE, asked, at_home, post
from tests.factories.office import staff
from tests.factories.rights import answered, asked_for, begun, carried_out, days, decided
from tests.identity.requester import Requester
from tests.identity.world import a_document
from tests.support.marking import unmarked_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marked")]
NOW = timezone.now()
WHO = Representing(kind="parent", name="Noor Ashby", email="noor@example.org")


@pytest.fixture(autouse=True)
def unpadded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong and right need not take the same here."""
    monkeypatch.setattr(even, "STEP", 0.001)


def forgotten(page: object, submission: Submission) -> str:
    controller = submission.controller
    facts = [
        *(controller.name, controller.dpo_name, controller.dpo_email, controller.regulator_name),
        *(
            "Which years?",
            "We keep thirty years",
            "Typed words",
            "sofia.lindqvist",
            "example.org",
            "Article 12",
        ),
        submission.reference,
    ]
    html: str = page.content.decode()
    assert "⟦" in html
    return unmarked_page(html, facts)


def received() -> Submission:
    return asked_for(Right.ACCESS, Right.ERASURE, Right.MARKETING, now=NOW)


def own_words() -> Submission:
    return asked_for(Right.UNSORTED, now=NOW)


def doubted() -> Submission:
    submission = asked_for(Right.ACCESS, now=NOW)
    case, caseworker = submission.cases.get(), staff(Role.CASEWORKER)
    checks.ask(case, doubt=Doubt.UNUSUAL, why="Typed words", actor=caseworker, now=NOW)
    refused = a_document(submission, now=NOW)
    document.reject(refused, reason="Typed words", actor=caseworker, now=NOW)
    a_document(submission, now=NOW)
    return submission


def represented() -> Submission:
    submission = asked_for(Right.ACCESS, now=NOW)
    representatives.name(submission, WHO, None, NOW)
    case, caseworker = submission.cases.get(), staff(Role.CASEWORKER)
    representatives.ask(case, why="Typed words", actor=caseworker, now=NOW)
    a_document(submission, now=NOW, method=representatives.AUTHORITY)
    return submission


def questioned() -> Submission:
    submission = asked_for(Right.ACCESS, now=NOW)
    asked(submission.cases.get(), NOW)
    post(at_home(submission, NOW), text="Typed words")
    return submission


def late() -> Submission:
    submission = asked_for(Right.ACCESS, now=NOW, received_at=NOW - (days(40) - days(0)))
    assert lateness.tell(NOW) == 1
    return submission


def released() -> Submission:
    submission = asked_for(Right.OBJECTION, now=NOW)
    answered(carried_out(decided(begun(submission.cases.get(), now=NOW), now=NOW), now=NOW), now=NOW)
    return submission


def withdrawn() -> Submission:
    submission = asked_for(Right.ACCESS, now=NOW)
    reference = submission.cases.get().reference
    at_home(submission, NOW).post("/r/request/take-back/", {"cases": [reference], "confirmed": "1"})
    return submission


STATES = (received, own_words, doubted, represented, questioned, late, released, withdrawn)


@pytest.mark.parametrize("reach", STATES, ids=lambda each: each.__name__)
def test_the_page(reach: Callable[[], Submission]) -> None:
    submission = reach()
    page = at_home(submission, NOW).get(PAGE)
    assert page.status_code == 200
    assert forgotten(page, submission) == ""


def test_what_is_one_step_away() -> None:
    submission = questioned()
    client, case = at_home(submission, NOW), Case.objects.get()
    question = case.deliveries.get(kind="clarification")
    take_back = "/r/request/take-back/"
    pages = [
        client.get("/r/request/messages/"),
        client.post("/r/request/messages/", {"text": " ", "key": "no", "box": "plain"}),
        client.get("/r/request/change/"),
        client.get(f"/r/request/questions/{question.pk}/"),
        client.get(take_back),
        client.post(take_back, {}),
        client.post(take_back, {"cases": [case.reference]}),
        Client().get(PAGE),
        Client().get("/r/request/signed-out/"),
    ]
    assert [forgotten(page, submission) for page in pages] == [""] * len(pages)


def test_the_download_of_a_letter() -> None:
    submission = released()
    someone = Requester(submission)
    someone.client = at_home(submission, NOW)
    code, opened = "/r/request/download/code/", "/r/request/download/open/"
    pages = [
        someone.client.post(code, follow=True),
        someone.client.post(opened, {"digits": "12 34"}),
        someone.client.post(opened, {"digits": "12345678"}),
    ]
    someone.open_download()
    pages.append(someone.page())
    assert [forgotten(page, submission) for page in pages] == [""] * len(pages)


def test_the_way_in() -> None:
    submission = received()
    someone = Requester(submission)
    pages = [
        someone.client.get(someone.link),
        someone.client.post(f"{someone.link}code/", follow=True),
        someone.enter("12 34"),
        someone.enter("12345678"),
    ]
    assert [forgotten(page, submission) for page in pages] == [""] * len(pages)
