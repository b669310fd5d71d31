"""The download over HTTP: its own code, ranges, the last byte closes the case, others get no byte."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from dsar.enums import EventType, Outcome, Role, Status
from dsar.models import Case, Delivery, Event
from exports.models import Package
from exports.package.check import verify_package
from exports.services import release
from identity.enums import Purpose
from identity.services import sessions
from tests.exports.requester.conftest import RELEASED, SCAN, SCAN_NAME
from tests.factories.office import a_submission, staff
from tests.identity.requester import Requester, code_in_mail, text_of, wrong
from tests.identity.world import desk

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """An hour after the release."""
    with time_machine.travel(RELEASED + timedelta(hours=1), tick=False) as traveller:
        yield traveller


def address(package: Package) -> str:
    return f"/r/request/package/{package.id}/"


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a streamed answer


def a_session(someone: Requester, now: datetime) -> str:
    return sessions.start(someone.submission, Purpose.DOWNLOAD, now=now)


def status(case: Case) -> tuple[str, str]:
    case.refresh_from_db()
    return case.status, case.outcome


def test_a_code_opens_it_and_the_last_byte_closes_the_case(released: Case) -> None:
    someone = Requester(released.submission).come_in()
    package = Package.objects.get()
    words = someone.words()
    assert "Your data is ready" in words
    assert "We answered on 24 November 2026 (Tuesday)." in words
    assert "opened with a code 3 more times" in words
    assert someone.client.get(address(package)).status_code == 403
    opened = someone.open_download()
    cookie = opened.cookies["a12_download"]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"]) == ("/r/request/", True, 7200)
    assert f"Download {released.reference}.zip" in someone.words()
    head = someone.client.head(address(package))
    assert (head.headers["Content-Length"], head.content) == (str(package.size), b"")
    assert status(released) == (Status.RELEASED, "")
    answer = someone.client.get(address(package))
    assert status(released) == (Status.RELEASED, "")
    whole = body(answer)
    assert status(released) == (Status.CLOSED, Outcome.DATA_PROVIDED)
    assert answer.status_code == 200
    headers = answer.headers
    assert headers["Content-Disposition"] == f'attachment; filename="{released.reference}.zip"'
    assert (headers["Content-Type"], headers["X-Content-Type-Options"]) == ("application/zip", "nosniff")
    assert (headers["Cache-Control"], headers["Accept-Ranges"]) == ("no-store", "bytes")
    assert (headers["Content-Length"], headers["ETag"]) == (str(len(whole)), f'"{package.sha256}"')
    assert verify_package(lambda: io.BytesIO(whole)) == []
    assert Event.objects.filter(case=released, type=EventType.DOWNLOAD_OPENED).count() == 1
    assert Event.objects.get(case=released, type=EventType.DOWNLOADED).data["whole"] is True
    assert "You downloaded our answer." in someone.words()


def test_evidence_is_never_in_the_package(released: Case) -> None:
    someone = Requester(released.submission).come_in()
    someone.open_download()
    with zipfile.ZipFile(io.BytesIO(body(someone.client.get(address(Package.objects.get()))))) as archive:
        inside = b"".join(name.encode() + archive.read(name) for name in archive.namelist())
    assert len(inside) > 10_000
    for trace in (SCAN, SCAN_NAME.encode(), b"sentinel"):
        assert trace not in inside


def test_ranges_put_together_are_the_whole_and_only_the_last_one_closes(released: Case) -> None:
    someone = Requester(released.submission).come_in()
    someone.open_download()
    package = Package.objects.get()
    path, half, etag = address(package), package.size // 2, f'"{package.sha256}"'
    first = someone.client.get(path, headers={"Range": f"bytes=0-{half - 1}"})
    assert (first.status_code, first.headers["Content-Length"]) == (206, str(half))
    assert first.headers["Content-Range"] == f"bytes 0-{half - 1}/{package.size}"
    one = body(first)
    assert status(released) == (Status.RELEASED, "")
    second = someone.client.get(path, headers={"Range": f"bytes={half}-", "If-Range": etag})
    assert second.status_code == 206
    both = one + body(second)
    assert verify_package(lambda: io.BytesIO(both)) == []
    assert status(released) == (Status.CLOSED, Outcome.DATA_PROVIDED)
    assert Event.objects.get(type=EventType.DOWNLOADED).data["whole"] is False
    other = someone.client.get(path, headers={"Range": "bytes=5-", "If-Range": '"another"'})
    assert (other.status_code, len(body(other))) == (200, package.size)
    beyond = someone.client.get(path, headers={"Range": f"bytes={package.size}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{package.size}")
    assert Event.objects.filter(type=EventType.CLOSED).count() == 1


def test_a_download_that_breaks_off_closes_nothing(released: Case) -> None:
    someone = Requester(released.submission).come_in()
    someone.open_download()
    answer = someone.client.get(address(Package.objects.get()))
    next(iter(answer.streaming_content))  # type: ignore[call-overload]  # a streamed answer
    answer.close()
    assert status(released) == (Status.RELEASED, "")
    assert Event.objects.filter(type=EventType.DOWNLOADED).count() == 0


def test_what_is_not_theirs_not_released_or_over_looks_the_same(
    in_review: Case, clock: time_machine.Traveller
) -> None:
    package = Package.objects.get()
    someone = Requester(in_review.submission).come_in()
    other = Requester(a_submission(email="other@example.org")).come_in()

    def answers(client: Client) -> tuple[int, str, bytes]:
        found = client.get(address(package))
        nothing = client.get(f"/r/request/package/{uuid4()}/")
        assert (found.status_code, found.content) == (nothing.status_code, nothing.content)
        return found.status_code, found.headers["Content-Type"], found.content

    assert "Your data is ready" not in someone.words()
    assert "There is nothing to download now." in text_of(
        someone.client.post("/r/request/download/code/", follow=True)
    )
    for each in (someone, other):
        each.client.cookies["a12_download"] = a_session(each, RELEASED + timedelta(hours=1))
    missing = answers(someone.client)
    assert missing[0] == 404
    assert answers(other.client) == missing
    release.release(in_review, package_id=package.id, actor=staff(Role.DPO), now=RELEASED)
    assert answers(other.client) == missing
    assert someone.client.get(address(package)).status_code == 200
    clock.shift(timedelta(days=14))
    secret = sessions.start(
        in_review.submission, sessions.Purpose.DOWNLOAD, now=RELEASED + timedelta(days=14, hours=1)
    )
    someone.client.cookies["a12_download"] = secret
    assert answers(someone.client) == missing


def test_a_session_lasts_two_hours_and_three_are_the_most(
    released: Case, clock: time_machine.Traveller
) -> None:
    package = Package.objects.get()
    for left in (2, 1, 0):
        someone = Requester(released.submission).come_in()
        assert someone.open_download().status_code == 302
        clock.shift(timedelta(minutes=119))
        assert someone.client.head(address(package)).status_code == 200
        clock.shift(timedelta(minutes=1))
        over = someone.client.get(address(package))
        assert over.status_code == 403
        assert "The download is closed" in text_of(over)
        someone.come_in()
        more = "time" if left == 1 else "times"
        assert left == 0 or f"opened with a code {left} more {more}." in someone.words()
    assert "Write to our data protection officer, and we open it for you again." in someone.words()
    refused = someone.client.post("/r/request/download/code/", follow=True)
    assert "as often as a code can open it" in text_of(refused)
    assert Package.objects.get().sessions == 3
    assert Event.objects.filter(type=EventType.DOWNLOAD_OPENED).count() == 3
    renewed_by_the_dpo(released)
    assert "opened with a code 3 more times" in someone.words()
    assert someone.open_download().status_code == 302


def renewed_by_the_dpo(case: Case) -> None:
    """Nobody but the DPO opens it again; the person is told."""
    path = f"/desk/cases/{case.id}/package/renew/"
    caseworker = desk(Role.CASEWORKER)[0].post(path, follow=True)
    assert "Only a DPO can open the download again." in text_of(caseworker)
    assert desk(Role.AUDITOR)[0].post(path).status_code == 403
    before = Delivery.objects.filter(kind="delivery").count()
    dpo = desk(Role.DPO)[0]
    assert "The DPO can open it again." in text_of(dpo.get(f"/desk/cases/{case.id}/"))
    assert "is told by e-mail" in text_of(dpo.post(path, follow=True))
    assert "The requester can still open the download" in text_of(dpo.post(path, follow=True))
    assert Delivery.objects.filter(kind="delivery").count() == before + 1
    assert Event.objects.filter(type=EventType.DOWNLOAD_RENEWED).count() == 1


def test_after_its_two_weeks_the_dpo_opens_it_again(released: Case, clock: time_machine.Traveller) -> None:
    someone = Requester(released.submission)
    clock.shift(timedelta(days=14))
    someone.come_in()
    assert "Your data is ready" not in someone.words()
    renewed_by_the_dpo(released)
    assert "Your data is ready" in someone.words()


def test_a_wrong_code_and_the_pages_code_open_no_download(released: Case) -> None:
    someone = Requester(released.submission)
    page_code = someone.ask_code()
    assert someone.enter(page_code).status_code == 302
    sent = someone.client.post("/r/request/download/code/", follow=True)
    assert "A new code is on its way to your mailbox." in text_of(sent)
    code = code_in_mail(released.submission, Purpose.DOWNLOAD)
    for typed in (wrong(code), "12", "", page_code):
        if typed == code:
            continue
        page = someone.client.post("/r/request/download/open/", {"digits": typed})
        assert page.status_code == 200
        assert "There is a problem" in text_of(page)
    assert "a12_download" not in someone.client.cookies
    assert someone.client.post("/r/request/download/open/", {"digits": code}).status_code == 302
    assert someone.client.post("/r/request/download/open/", {"digits": code}).status_code == 200
    assert Package.objects.get().sessions == 1


def test_without_the_page_nothing_of_the_download_opens(released: Case) -> None:
    client = Client()
    for path in ("/r/request/download/code/", "/r/request/download/open/"):
        assert client.post(path, {"digits": "12345678"}).status_code == 403
        assert client.get(path).status_code == 405
    assert client.post(address(Package.objects.get())).status_code == 405
    assert Package.objects.get().sessions == 0


def test_signing_out_ends_the_download_too(released: Case) -> None:
    someone = Requester(released.submission).come_in()
    someone.open_download()
    client = Client()
    client.cookies["a12_download"] = someone.client.cookies["a12_download"].value
    assert client.head(address(Package.objects.get())).status_code == 200
    someone.client.post("/r/request/sign-out/")
    assert client.get(address(Package.objects.get())).status_code == 403
