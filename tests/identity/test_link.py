"""The link and the code: who gets in, what a wrong one learns, what a mail scanner changes."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dsar.enums import EventType
from dsar.models import Delivery, Event, Job
from identity.enums import Purpose
from identity.models import Code, Link, Session
from identity.services import codes, sessions
from identity.tokens import new_secret
from identity.views import even
from tests.factories.office import a_submission
from tests.identity.requester import Requester, code_in_mail, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that need not be even here."""
    monkeypatch.setattr(even, "STEP", 0.001)


def shape(page: HttpResponse, secret: str) -> tuple[object, ...]:
    """All that an onlooker sees of an answer, the secrets of the page itself aside."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode().replace(secret, "-"))
    headers = {name: len(value) for name, value in page.headers.items()}
    cookies = {name: len(morsel.OutputString()) for name, morsel in page.cookies.items()}
    return page.status_code, headers, cookies, body, len(page.content)


@pytest.mark.usefixtures("quick")
def test_a_code_opens_the_page_and_proves_the_contact() -> None:
    someone = Requester(a_submission())
    opened = someone.enter(someone.ask_code())
    assert (opened.status_code, opened.headers["Location"]) == (302, "/r/request/")
    cookie = opened.cookies["a12_requester"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/r/")
    # It opens the page for half an hour; for a day after that it only says whose unsent words are kept.
    assert cookie["max-age"] == 1800 + 24 * 3600
    assert Session.objects.get().expires_at - Session.objects.get().started_at == timedelta(minutes=30)
    someone.submission.refresh_from_db()
    assert someone.submission.contact_proven_at is not None
    assert Event.objects.filter(type=EventType.CONTACT_PROVEN, submission=someone.submission).count() == 1
    assert Job.objects.filter(kind="match_contact").count() == 1
    assert someone.page().status_code == 200


@pytest.mark.usefixtures("quick")
def test_the_cookie_is_secure_on_https(settings: object) -> None:
    settings.SECURE_COOKIES = True  # type: ignore[attr-defined]  # the fixture of pytest-django
    someone = Requester(a_submission())
    assert someone.enter(someone.ask_code()).cookies["a12_requester"]["secure"] is True


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("typed", ["{0}", " {1} {2} ", "{1}-{2}", "{3}"])
def test_a_code_may_be_spaced(typed: str) -> None:
    someone = Requester(a_submission())
    code = someone.ask_code()
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert someone.enter(typed.format(code, code[:4], code[4:], full_width)).status_code == 302


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "abcdefgh", "1" * 40_000, "\x00\r\n", "12 34"])
def test_what_is_no_code_is_answered_kindly(typed: str) -> None:
    someone = Requester(a_submission())
    someone.ask_code()
    page = someone.enter(typed)
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert Code.objects.get().tries == 0


def test_a_mail_scanner_changes_nothing() -> None:
    someone = Requester(a_submission())
    code = codes_sent(someone)
    before = snapshot()
    for path in (someone.link, f"{someone.link}code/", f"{someone.link}open/", f"{someone.link}?sent=1"):
        for ask in (someone.client.get, someone.client.head, someone.client.options):
            assert ask(path).status_code in (200, 405)
    assert snapshot() == before
    assert someone.enter(code).status_code == 302


def codes_sent(someone: Requester) -> str:
    codes.send(someone.submission, Purpose.PAGE, now=timezone.now())
    return code_in_mail(someone.submission)


def snapshot() -> tuple[object, ...]:
    return (
        list(Code.objects.values()),
        list(Session.objects.values()),
        list(Link.objects.values()),
        Event.objects.count(),
        Delivery.objects.count(),
        Job.objects.count(),
    )


def test_known_and_unknown_links_look_the_same() -> None:
    someone = Requester(a_submission())
    known, unknown = someone.link.split("/")[2], new_secret()
    assert len(known) == len(unknown)
    for query in ("", "?sent=1"):
        pages = [Client().get(f"/r/{secret}/{query}") for secret in (known, unknown)]
        assert shape(pages[0], known) == shape(pages[1], unknown)
    sent = [Client().post(f"/r/{secret}/code/") for secret in (known, unknown)]
    assert shape(sent[0], known) == shape(sent[1], unknown)
    code = code_in_mail(someone.submission)
    refused = [Client().post(f"/r/{secret}/open/", {"digits": wrong(code)}) for secret in (known, unknown)]
    assert refused[0].status_code == 200
    assert shape(refused[0], known) == shape(refused[1], unknown)


def test_every_answer_waits_for_its_step() -> None:
    someone = Requester(a_submission())
    for path in ("code/", "open/"):
        for link in (someone.link, f"/r/{new_secret()}/"):
            began = time.monotonic()
            someone.client.post(f"{link}{path}", {"digits": "00000000"})
            assert time.monotonic() - began >= even.STEP


@pytest.mark.usefixtures("quick")
def test_five_wrong_tries_end_a_code_even_for_the_right_one() -> None:
    someone = Requester(a_submission())
    code = someone.ask_code()
    for _ in range(5):
        assert someone.enter(wrong(code)).status_code == 200
    page = someone.enter(code)
    assert page.status_code == 200
    assert "Ask for a new one" in page.content.decode()
    assert someone.enter(someone.ask_code()).status_code == 302


@pytest.mark.usefixtures("quick")
def test_ten_tries_from_one_address_then_a_page_that_says_when() -> None:
    address = "198.51.100.7"
    with time_machine.travel("2026-11-24 10:05:00+00:00", tick=False) as clock:
        client = Client(REMOTE_ADDR=address)
        for _ in range(10):
            assert client.post(f"/r/{new_secret()}/open/", {"digits": "12345678"}).status_code == 200
        page = client.post(f"/r/{new_secret()}/open/", {"digits": "12345678"})
        assert (page.status_code, page.headers["Retry-After"]) == (429, "600")
        assert "Try again in 10 minutes, at 10:15." in page.content.decode()
        someone = Requester(a_submission(), address=address)
        assert someone.enter(codes_sent(someone)).status_code == 429
        clock.shift(timedelta(minutes=10))
        assert someone.enter(codes_sent(someone)).status_code == 302


@pytest.mark.usefixtures("quick")
def test_ten_tries_for_one_link_from_anywhere() -> None:
    someone = Requester(a_submission())
    for secret in (someone.link.split("/")[2], new_secret()):
        for turn in range(11):
            client = Client(REMOTE_ADDR=f"203.0.113.{turn}")
            page = client.post(f"/r/{secret}/open/", {"digits": "12345678"})
            assert page.status_code == (429 if turn == 10 else 200)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "odd", ["%0d%0aSet-Cookie:%20a=b", "%00", "%ed%a0%80", "a" * 3000, "%F0%9F%92%A9", "..%5c"]
)
def test_no_link_splits_a_header(odd: str) -> None:
    client = Client(raise_request_exception=False)
    assert client.get(f"/r/{odd}/").status_code in (200, 404)
    sent = client.post(f"/r/{odd}/code/")
    assert sent.status_code in (302, 404)
    assert "a" not in sent.cookies
    assert not {"\r", "\n"} & set(sent.headers.get("Location", ""))
    assert client.post(f"/r/{odd}/open/", {"digits": "12345678"}).status_code in (200, 404)


def test_only_digests_are_kept() -> None:
    someone = Requester(a_submission())
    code = codes_sent(someone)
    session = sessions.open_with(someone.submission, Purpose.PAGE, code, now=timezone.now())
    kept = b"".join(bytes(row.digest) for model in (Link, Code, Session) for row in model.objects.all())
    for secret in (code, session, someone.link.split("/")[2]):
        assert secret.encode() not in kept
