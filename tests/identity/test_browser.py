"""The pages about representatives and questions in the system's Chromium, in every look, held against axe."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, expect

from dsar.enums import Role
from dsar.models import Submission
from dsar.spokes import Representing
from identity.models import Question, Questions
from identity.services import representatives
from tests.exports.requester.test_browser import apart, browser, come_in, walking
from tests.factories.office import a_submission, staff
from tests.identity.requester import Requester
from tests.identity.world import desk
from tests.support.processes import Site

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.slow]
PARENT = Representing(
    kind="parent", name="Noor Ashby", email="noor@example.org", says="I am his mother. He is six."
)


def asked_of() -> Submission:
    """A submission of a parent, who was asked for authority, with questions drawn for the person."""
    submission = a_submission(now=timezone.now() - timedelta(days=1))
    caseworker = staff(Role.CASEWORKER)
    representatives.name(submission, PARENT, None, timezone.now())
    why = "We do not know you yet."
    representatives.ask(submission.cases.get(), why=why, actor=caseworker, now=timezone.now())
    drawn = Questions.objects.create(submission=submission, drawn_at=timezone.now(), drawn_by=caseworker)
    for number, text in enumerate(("Which town is in the address that we have for you?", "Which month?"), 1):
        question = Question(set=drawn, submission=submission, number=number)
        question.seal("text", text)
        question.seal("answer", "Ottermouth")
        question.save()
    return submission


def test_the_page_of_a_representative(site: Callable[..., Site], browser: Browser) -> None:
    someone = apart(lambda: Requester(asked_of()))
    with walking(browser, site().url) as walk:
        come_in(walk, someone)
        expect(walk.page.get_by_text("We do not know you yet.")).to_be_visible()
        walk.look("who-1-page")


def test_the_tab_with_a_representative(site: Callable[..., Site], browser: Browser) -> None:
    submission = apart(asked_of)
    client, _user = apart(lambda: desk(Role.CASEWORKER))
    case_id = apart(lambda: submission.cases.get().id)
    url = site().url
    with walking(browser, url) as walk:
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        walk.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])
        walk.go(f"/desk/cases/{case_id}/identity/")
        walk.look("who-2-tab")
        for summary in walk.page.locator("main details > summary").all():
            if summary.locator("xpath=..").get_attribute("open") is None:
                summary.click()
        walk.look("who-3-tab-open")


def test_the_form_for_somebody_else(site: Callable[..., Site], browser: Browser) -> None:
    submission = apart(lambda: a_submission(now=timezone.now()))
    slug = apart(lambda: submission.controller.slug)
    with walking(browser, site().url) as walk:
        walk.go(f"/c/{slug}/rights/")
        walk.page.get_by_role("checkbox").first.check()
        walk.press("Continue")
        walk.look("who-4-who")
        walk.page.get_by_label("For somebody else").check()
        walk.press("Continue")
        walk.press("Continue")
        walk.look("who-5-representative")
