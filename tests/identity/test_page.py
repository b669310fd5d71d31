"""The requester's page: what it tells, what it keeps to itself, how it closes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client, TestCase

from dsar.audit import record
from dsar.enums import EventType, FileState, Right, Role
from dsar.models import Case, Delivery, Event, StoredFile
from dsar.services import tidying
from dsar.services.outbox import rendered
from identity.enums import CheckState, Doubt, EvidenceState
from identity.methods import document
from identity.models import Check, Evidence, Session
from identity.services import checks
from identity.views import even
from tests.dsar.uploads.hostile import png
from tests.factories.office import NOW, a_case, a_submission, staff
from tests.identity.requester import Requester, text_of
from tests.identity.world import upload

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that need not be even here."""
    monkeypatch.setattr(even, "STEP", 0.001)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The morning after the request."""
    with time_machine.travel(NOW + DAY, tick=False) as traveller:
        yield traveller


def asked(case: Case, now: datetime) -> None:
    why = "The invoice number that you gave belongs to somebody else."
    checks.ask(case, doubt=Doubt.UNUSUAL, why=why, actor=staff(Role.CASEWORKER), now=now)


@pytest.mark.usefixtures("clock")
def test_it_says_where_things_stand_and_why_the_date() -> None:
    words = Requester(a_submission()).come_in().words()
    assert "We must answer by 24 December 2026 (Thursday) at the latest." in words
    assert "The law gives us one month from 24 November 2026" in words
    assert "24 November 2026 (Tuesday) We received your request." in words
    assert "Now Now: We make sure that it is you who is asking." in words
    assert "By 24 December 2026 (Thursday) You have our answer here." in words
    assert "Nothing at the moment. If we need something, we write to you" in words
    assert "dpo@alder.example.org" in words
    assert "Information Commissioner’s Office" in words


@pytest.mark.usefixtures("clock")
def test_several_cases_stand_side_by_side() -> None:
    submission = a_submission()
    first = submission.cases.get()
    Case.objects.create(
        submission=submission,
        controller=submission.controller,
        number=2,
        right=Right.ACCESS,
        opened_at=NOW,
        release_mode=first.release_mode,
    )
    opened = Event.objects.get(case=first, type=EventType.CASE_OPENED)
    record(EventType.CASE_OPENED, at=NOW, case=submission.cases.get(number=2), data=opened.data)
    words = Requester(submission).come_in().words()
    assert f"Access {submission.reference}-1" in words
    assert f"Access {submission.reference}-2" in words
    assert words.count("We received your request.") == 2


def test_it_closes_after_half_an_hour_and_says_how_to_come_back(clock: time_machine.Traveller) -> None:
    someone = Requester(a_submission()).come_in()
    clock.shift(timedelta(minutes=29))
    assert someone.page().status_code == 200
    clock.shift(timedelta(minutes=1))
    closed = someone.page()
    assert closed.status_code == 403
    assert "Open the link in our latest e-mail again." in text_of(closed)
    assert someone.client.post("/r/request/proof/", {}).status_code == 403
    assert "no-store" in closed.headers["Cache-Control"]


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("cookie", ["", "x", "a" * 4000, "%00", "\xff\xfe"])
def test_no_or_an_odd_cookie_opens_nothing(cookie: str) -> None:
    client = Client()
    client.cookies["a12_requester"] = cookie
    assert client.get("/r/request/").status_code == 403


@pytest.mark.usefixtures("clock")
def test_signing_out_is_a_post_and_ends_it_everywhere() -> None:
    someone = Requester(a_submission()).come_in()
    elsewhere = Client()
    elsewhere.cookies.update(someone.client.cookies)
    assert someone.client.get("/r/request/sign-out/").status_code == 405
    assert elsewhere.get("/r/request/").status_code == 200
    left = someone.client.post("/r/request/sign-out/", follow=True)
    assert "You are signed out" in text_of(left)
    assert elsewhere.get("/r/request/").status_code == 403
    assert Session.objects.filter(ended_at=None).count() == 0


@pytest.mark.usefixtures("clock")
def test_every_post_needs_the_token() -> None:
    someone = Requester(a_submission()).come_in()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(someone.client.cookies)
    before = Event.objects.count()
    for path in (
        f"{someone.link}code/",
        f"{someone.link}open/",
        "/r/request/proof/",
        "/r/request/sign-out/",
        "/r/request/download/code/",
        "/r/request/download/open/",
    ):
        assert strict.post(path, {}).status_code == 403
    assert Event.objects.count() == before


def test_asked_for_proof_it_says_why_what_would_do_and_that_it_arrived(
    clock: time_machine.Traveller,
) -> None:
    case = a_case()
    someone = Requester(case.submission).come_in()
    asked(case, NOW + DAY)
    words = someone.words()
    assert "Something about the request made us unsure." in words
    assert "The invoice number that you gave belongs to somebody else." in words
    assert "a letter or invoice from us to you" in words
    assert "There is no date yet." in words
    assert "Now: We wait for something from you that shows who you are." in words
    sent = someone.client.post(
        "/r/request/proof/", {"kind": "driving_licence", "file": upload()}, follow=True
    )
    assert "Your document arrived." in text_of(sent)
    words = someone.words()
    assert "A driving licence: arrived on 25 November 2026 (Wednesday)." in words
    assert "Now: We look at the document that you sent." in words
    evidence = Evidence.objects.get()
    assert (evidence.kind, str(evidence.arrived_on)) == ("driving_licence", "2026-11-25")
    document.reject(evidence, reason="The name cannot be read.", actor=staff(Role.CASEWORKER), now=NOW + DAY)
    words = someone.words()
    assert "this was not enough. The name cannot be read." in words
    assert "Your document was not enough for us to be sure." in words


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "", "file": None}, "Choose a file."),
        ({"kind": "passport", "file": b""}, "The file is empty."),
        ({"kind": "passport", "file": b"MZ\x90\x00 a program"}, "There is a problem"),
        ({"kind": "spaceship", "file": None}, "Say what you are sending."),
        ({"kind": "passport\x00", "file": "text"}, "Choose a file."),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(sent: dict[str, object], said: str) -> None:
    case = a_case()
    someone = Requester(case.submission).come_in()
    asked(case, NOW + DAY)
    file = sent["file"]
    data = {"kind": sent["kind"], "file": upload(file) if isinstance(file, bytes) else file or ""}
    page = someone.client.post("/r/request/proof/", data)
    assert page.status_code == 200
    assert said in text_of(page)
    if sent["kind"] == "passport":
        assert '<option value="passport" selected>' in page.content.decode()
    assert Evidence.objects.count() == StoredFile.objects.count() == 0


@pytest.mark.slow
@pytest.mark.usefixtures("clock")
def test_pressed_twice_it_is_one_document_and_ten_are_the_most() -> None:
    case = a_case()
    someone = Requester(case.submission).come_in()
    asked(case, NOW + DAY)
    same = png()
    for _ in range(2):
        posted = someone.client.post("/r/request/proof/", {"kind": "passport", "file": upload(same)})
        assert posted.status_code == 302
    assert Evidence.objects.count() == 1
    for size in range(20, 29):
        someone.client.post("/r/request/proof/", {"kind": "other", "file": upload(png(size, size))})
    assert Evidence.objects.count() == 10
    page = someone.client.post("/r/request/proof/", {"kind": "other", "file": upload(png(60, 60))})
    assert "We have several documents of yours and look at them first." in text_of(page)
    assert Evidence.objects.count() == 10


@pytest.mark.usefixtures("clock")
def test_what_nobody_asked_for_is_not_kept() -> None:
    someone = Requester(a_submission()).come_in()
    sent = someone.client.post("/r/request/proof/", {"kind": "passport", "file": upload()}, follow=True)
    assert "Nothing was kept of what you sent." in text_of(sent)
    assert StoredFile.objects.count() == 0


def test_a_document_is_sealed_and_its_file_goes_when_its_time_is_over(
    clock: time_machine.Traveller, settings: object, tmp_path: object
) -> None:
    settings.FILES_ROOT = tmp_path  # type: ignore[attr-defined]  # the fixture of pytest-django
    case = a_case()
    someone = Requester(case.submission).come_in()
    asked(case, NOW + DAY)
    content = png()
    someone.client.post("/r/request/proof/", {"kind": "passport", "file": upload(content)})
    evidence = Evidence.objects.get()
    path = evidence.file.path
    assert content[:200] not in path.read_bytes()
    caseworker = staff(Role.CASEWORKER)
    document.accept(evidence, compared="The name", actor=caseworker, now=NOW + 2 * DAY)
    tidying.tidy(NOW + 9 * DAY)
    assert path.exists()
    with TestCase.captureOnCommitCallbacks(execute=True):
        tidying.tidy(NOW + 9 * DAY + timedelta(minutes=1))
    assert not path.exists()
    evidence.refresh_from_db()
    assert (evidence.file.state, evidence.file.name, evidence.state) == (
        FileState.DELETED,
        None,
        EvidenceState.ACCEPTED,
    )
    check = Check.objects.get()
    assert (check.state, check.method, check.settled_by) == (CheckState.SETTLED, "document", caseworker)
    assert str(check.arrived_on) == "2026-11-25"
    assert Event.objects.filter(type=EventType.EVIDENCE_DELETED).count() == 1
    clock.move_to(NOW + 9 * DAY + timedelta(hours=1))
    assert "We deleted your document." in Requester(case.submission).come_in().words()


@pytest.mark.usefixtures("clock")
def test_the_page_names_nobody_and_counts_no_systems() -> None:
    submission = a_submission(name="Zebedee Quillfeather", email="zq@example.org")
    page = Requester(submission).come_in().page().content.decode()
    for secret in ("Quillfeather", "zq@example.org", "CRM and", "1 system"):
        assert secret not in page


def test_mails_carry_no_old_date(clock: time_machine.Traveller) -> None:
    case = a_case()
    asked(case, NOW + DAY)
    mail = rendered(Delivery.objects.get(kind="id_request"))
    assert "starts on the day on which enough proof arrives" in mail.text.replace("\n", " ")
    assert "at the latest" not in mail.text
    assert datetime.now(UTC) == NOW + DAY
