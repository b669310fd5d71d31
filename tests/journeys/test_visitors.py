"""One access request from the public form to the download, by people at browsers, on real parts.

Real PostgreSQL, Redis, gunicorn, Celery worker and SMTP server; once over HTTP, once in headless Chromium.
"""

import io
import json
import os
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from playwright.sync_api import sync_playwright

from config.demo import sign_ins
from config.demo.office import connect_crm
from dsar.enums import Outcome, Status
from dsar.models import Case, Event
from dsar.services import job_runner
from dsar.services.doctor import examine
from exports.package.check import verify_package
from tests.factories.office import NOW, an_office
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase
from tests.support.mail import MailServer
from tests.support.processes import Site, WorkerFactory
from tests.support.visitor import ChromiumVisitor, HttpVisitor, Visitor

LEASE = {"JOB_LEASE_SECONDS": "5", "JOB_SWEEP_SECONDS": "1", "INTAKE_FILL_SECONDS": "0"}


class House:
    """The running product: its site, its mail, the demo staff's way in."""

    def __init__(self, site: Site, mail: MailServer, password: str) -> None:
        self.site = site
        self.mail = mail
        self.password = password

    def letter(self, subject: str, after: int = 0) -> str:
        """Wait for a mail whose subject has these words, and return its text."""
        return self.wait(
            lambda: next((_text(m) for m in self.mail.messages[after:] if subject in m["subject"]), "")
        )

    def wait(self, found: Callable[[], str], seconds: float = 40) -> str:
        """Wait for something, sweeping as beat would."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if answer := found():
                return answer
            job_runner.sweep(clock=lambda: NOW)
            time.sleep(0.2)
        subjects = [m["subject"] for m in self.mail.messages]
        raise AssertionError(
            f"not found; mails: {subjects}; cases: {list(Case.objects.values_list('status'))}"
        )

    def sign_in(self, visitor: Visitor, mailbox: str) -> None:
        """Sign a member of the demo staff in with password and code."""
        visitor.open(f"{self.site.url}/desk/")
        visitor.fill("Email", mailbox)
        visitor.fill("Password", self.password)
        visitor.press("Sign in")
        secret = Authenticator.objects.get(user__email=mailbox, type="totp").data["secret"]
        visitor.fill("Code", pyotp.TOTP(get_adapter().decrypt(secret)).now())
        visitor.press("Sign in")


def _text(message: object) -> str:
    body = message.get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content())


@pytest.fixture
def house(
    committed_db: CommittedDatabase,
    crm_address: str,
    site: Callable[..., Site],
    celery_worker_process: WorkerFactory,
    smtp_server: MailServer,
    bed: Bed,
    settings: LazySettings,
    tmp_path: Path,
) -> House:
    """The product with the demo office, its CRM, a worker and a mail server."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    connect_crm(an_office(NOW), crm_address, NOW)
    password = sign_ins.enable(tmp_path)
    environ = LEASE | {"EMAIL_URL": smtp_server.url, "ALLOWED_SOURCE_HOSTS": str(bed.postgres.sockets)}
    server = site(**environ)
    celery_worker_process(BASE_URL=server.url, **environ)
    return House(server, smtp_server, password)


def travel(house: House, visitor_of: Callable[[str], Visitor]) -> None:
    """From the public form to the download and the closed case."""
    person = visitor_of("person")
    ask(house, person)
    prove_the_mailbox(house, person)
    prepare(house, visitor_of("caseworker"))
    release(house, visitor_of("dpo"))
    body = download(house, visitor_of("person again"))
    assert verify_package(lambda: io.BytesIO(body)) == []
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        people = [json.loads(line) for line in archive.read("data/crm/people.jsonl").splitlines()]
        assert archive.read("letter.pdf").startswith(b"%PDF")
    assert [each["email"] for each in people] == ["sofia.lindqvist@example.org"]
    house.wait(lambda: "closed" if Case.objects.get().status == Status.CLOSED else "")
    assert Case.objects.get().outcome == Outcome.PARTLY_PROVIDED
    assert Event.objects.filter(type="downloaded").count() == 1
    house.wait(lambda: "" if list(examine(NOW, strict=False)) else "whole")


def ask(house: House, person: Visitor) -> None:
    """Fill the public form in and send it."""
    person.open(f"{house.site.url}/")
    person.press("Alder CRM")
    person.press("Start")
    person.tick("Send me a copy of my data")
    person.press("Continue")
    person.tick("For myself")
    person.press("Continue")
    person.fill("Your name", "Sofia Lindqvist")
    person.fill("Your e-mail address", "sofia.lindqvist@example.org")
    person.press("Continue")
    person.tick("I am or was a customer")
    person.press("Continue")
    person.tick("Everything")
    person.press("Continue")
    person.press("Continue")
    person.press("Continue")
    assert "Sofia Lindqvist" in person.text()
    person.press("Send my request")
    assert Case.objects.get().submission.reference in person.text()


def prove_the_mailbox(house: House, person: Visitor) -> None:
    """Follow the link of the acknowledgement, enter the code, see where things stand."""
    link = re.search(r"http\S+/r/\S+", house.letter("We have your request"))
    assert link is not None
    person.open(link.group())
    person.press("Send me a code")
    person.fill("The code from our e-mail", the_code(house))
    person.press("Open my request")
    assert Case.objects.get().submission.reference in person.text()
    house.wait(lambda: "ready" if Case.objects.get().status == Status.READY else "")


def the_code(house: House, after: int = 0) -> str:
    found = re.search(r"\b\d{8}\b", house.letter("code", after).replace(" ", ""))
    assert found is not None
    return found.group()


def prepare(house: House, caseworker: Visitor) -> None:
    """Search, look at the material, withhold one thing, send the answer to review."""
    house.sign_in(caseworker, "caseworker@alder.example.org")
    caseworker.open(f"{house.site.url}/desk/cases/{Case.objects.get().id}/")
    caseworker.press("Search the systems")
    house.wait(lambda: "found" if Case.objects.get().status == Status.PREPARING else "")
    caseworker.open(f"{house.site.url}/desk/cases/{Case.objects.get().id}/material/")
    caseworker.press("Messages to and from")
    caseworker.fill("Exemption", "Rights of others")
    caseworker.fill("Why it applies", "They name another customer, who has not agreed.")
    caseworker.press("Withhold the whole")
    caseworker.open(f"{house.site.url}/desk/cases/{Case.objects.get().id}/material/")
    caseworker.press("Include the ")
    caseworker.open(f"{house.site.url}/desk/cases/{Case.objects.get().id}/")
    caseworker.press("Send to review")
    house.wait(lambda: "packed" if Case.objects.get().status == Status.IN_REVIEW else "")
    caseworker.open(f"{house.site.url}/desk/cases/{Case.objects.get().id}/review/")
    assert "Only a DPO can review" in caseworker.text()


def release(house: House, dpo: Visitor) -> None:
    """Review and release, as a second person."""
    house.sign_in(dpo, "dpo@alder.example.org")
    dpo.open(f"{house.site.url}/desk/cases/{Case.objects.get().id}/review/")
    assert "They name another customer" in dpo.text()
    dpo.press("Release")
    if "reauthenticate" in dpo.address():
        dpo.fill("Password", house.password)
        dpo.press("Confirm")
    assert Case.objects.get().status == Status.RELEASED


def download(house: House, person: Visitor) -> bytes:
    """Follow the link of the delivery mail, enter a code for the page and one for the download."""
    before = len(house.mail.messages)
    link = re.search(r"http\S+/r/\S+", house.letter("ready"))
    assert link is not None
    person.open(link.group())
    person.press("Send me a code")
    person.fill("The code from our e-mail", the_code(house, before))
    person.press("Open my request")
    before = len(house.mail.messages)
    person.press("Send me a code for the download")
    person.fill("The code from our e-mail", the_code(house, before))
    person.press("Open the download")
    found = re.search(r"/r/request/package/[0-9a-f-]+/", person_source(person))
    assert found is not None
    return person.fetch(found.group())


def person_source(person: Visitor) -> str:
    return person.fetch(person.address()).decode()


def test_over_http(house: House) -> None:
    travel(house, lambda name: HttpVisitor(house.site.url))


@pytest.fixture
def chromium_visitors(house: House, tmp_path: Path) -> Iterator[Callable[[str], Visitor]]:
    """People each in a browser of their own; shots go to A12_SHOTS, else to the test's folder."""
    shots = Path(os.environ.get("A12_SHOTS", tmp_path / "shots"))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield lambda name: ChromiumVisitor(
            browser.new_context(viewport={"width": 1280, "height": 900}).new_page(),
            house.site.url,
            shots / name.replace(" ", "-"),
        )
        browser.close()


@pytest.mark.browser
@pytest.mark.slow
def test_in_chromium(house: House, chromium_visitors: Callable[[str], Visitor]) -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        travel(house, chromium_visitors)
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
