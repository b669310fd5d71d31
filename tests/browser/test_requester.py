"""The requester's own page in Chromium, and what staff see of it; with scripts and without."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, expect

from dsar.enums import DeliveryKind, Right, Role
from dsar.models import Case, Delivery, Message, Submission
from dsar.services.conversation import outgoing
from identity.enums import Purpose
from identity.services import sessions
from identity.views import cookies
from tests.browser.serving import served
from tests.browser.stage import chromium, faults_of, photograph
from tests.browser.test_complaints import sign_in
from tests.dsar.requester.room import asked, gone
from tests.factories.office import an_office, staff
from tests.factories.rights import asked_for
from tests.factories.road import settled
from tests.support.databases import CommittedDatabase

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def furnished() -> tuple[Submission, Case, str]:
    """A submission of two rights with a question, a message of ours and a letter; the secret of its page."""
    now = timezone.now()
    an_office(now)
    submission = asked_for(Right.ACCESS, Right.ERASURE, now=now)
    settled(submission.cases.get(number=1), now=now)
    access = Case.objects.get(submission=submission, number=1)
    asked(access, now)
    outgoing.write(access, text="We are on it.", key=uuid4(), actor=staff(Role.CASEWORKER), now=now)
    gone(Delivery.objects.get(kind=DeliveryKind.ACKNOWLEDGEMENT), now)
    return submission, access, sessions.start(submission, Purpose.PAGE, now=now)


class Walk:
    """The requester before their pages, then staff before theirs, which are shown to axe.

    How fit the requester's are, `test_public_pages` asks.
    """

    axe = False

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page, self.address, self.name = page, address, name
        self.faults: list[str] = []
        self.count = 0

    def look(self, heading: str) -> None:
        """Check that this is the page with this heading, and what axe says of it."""
        expect(self.page.locator("h1").first).to_contain_text(heading)
        if self.axe:
            self.faults += [f"{heading}: {fault}" for fault in faults_of(self.page)]
        self.count += 1
        photograph(self.page, f"requester-{self.name}-{self.count:02}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def go_through(self) -> None:
        """From the page to every other: a message, a change, an answer, a letter, taking it back."""
        page = self.page
        page.goto(f"{self.address}/r/request/")
        self.look("Your request")
        self.press("Send the message")
        expect(page.get_by_role("alert")).to_contain_text("Write what you want to tell us.")
        self.look("Messages about your request")
        page.get_by_label("Your message").fill("x" * 4001)
        self.press("Send the message")
        expect(page.get_by_role("alert")).to_contain_text("please take out 1")
        page.get_by_label("Your message").fill("My old name was Berg.")
        self.press("Send the message")
        expect(page.get_by_role("status")).to_contain_text("Your message arrived.")
        self.follow("Ask for less, or for something else")
        self.look("Change what you asked for")
        page.get_by_label("What you want instead").fill("Only last year.")
        self.press("Send it")
        with page.expect_download() as got:
            page.get_by_role("button", name="Open (PDF)").first.click()
        assert got.value.suggested_filename.endswith(".pdf")
        self.press("Send the answer")
        self.look("Answer our question")
        page.get_by_label("Your answer").fill("All of them.")
        self.press("Send the answer")
        expect(page.get_by_role("status")).to_contain_text("Your answer arrived.")
        self.follow("Take your request back")
        self.look("Take your request back")
        page.get_by_role("checkbox").last.check()
        self.press("Continue")
        self.look("Take this back?")
        self.press("Yes, take it back")
        self.look("Your request")

    def at_the_desk(self, tab: str) -> None:
        """What staff see of it: the tab, the box for an answer, and that it is read."""
        self.page.goto(tab)
        expect(self.page.get_by_text("My old name was Berg.")).to_be_visible()
        self.look("Sofia Lindqvist")
        self.follow("Write to the requester")
        self.look("Sofia Lindqvist")
        self.press("Send it")
        expect(self.page.get_by_role("alert")).to_contain_text("Write the message.")
        self.look("Sofia Lindqvist")
        self.page.get_by_label("What you write").fill("Thank you.")
        self.press("Send it")
        self.press("Mark 3 messages as read")
        expect(self.page.get_by_role("status")).to_contain_text("3 messages marked as read.")


@pytest.mark.parametrize(
    ("width", "scheme", "scripts"), [(1280, "light", True), (320, "dark", False)], ids=["scripts", "plain"]
)
def test_from_the_page_to_every_other(
    committed_db: CommittedDatabase, width: int, scheme: str, scripts: bool
) -> None:
    submission, case, secret = furnished()
    with served() as address, chromium() as browser:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
        )
        context.add_cookies([{"name": cookies.NAMES[Purpose.PAGE], "value": secret, "url": f"{address}/r/"}])
        walk = Walk(context.new_page(), address, f"{width}-{scheme}-{scripts}")
        walk.go_through()
        sign_in(context, address)
        walk.axe = scripts
        walk.at_the_desk(f"{address}/desk/cases/{case.id}/messages/")
        context.close()
    assert walk.faults == []
    assert _written(submission) == 3


def _written(submission: Submission) -> int:
    """How many messages the requester wrote; asked in a thread of its own, for Chromium ran in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_count, submission).result()


def _count(submission: Submission) -> int:
    try:
        return Message.objects.filter(submission=submission, direction="in").count()
    finally:
        connections.close_all()
