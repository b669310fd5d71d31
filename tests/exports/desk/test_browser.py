"""The review of an answer to several rights, and the pages around it, in the system's Chromium."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser

from dsar.enums import Outcome, Right, Role
from dsar.models import Case, Submission
from exports.models import SourceConnection
from exports.services import prepare, release, search
from exports.services.material import include_rest, of_case
from identity.enums import Purpose
from tests.exports.desk.conftest import Work
from tests.exports.requester.test_browser import apart, browser, come_in, walking
from tests.exports.services.answering import case_in, done
from tests.factories.office import staff
from tests.factories.rights import asked_for
from tests.factories.road import settled
from tests.factories.staff import client_of
from tests.identity.requester import Requester, code_in_mail
from tests.support.processes import Site

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.slow]
__all__ = ["browser"]
RIGHTS = (Right.ACCESS, Right.RECTIFICATION, Right.ERASURE)


@pytest.fixture
def asked(source: SourceConnection, work: Work, now: datetime) -> Submission:
    """Three rights in one go, all as far as the answer, the material still to be decided."""
    submission = asked_for(*RIGHTS, now=now - timedelta(days=2))
    settled(case_in(submission, Right.ACCESS), now=now)
    search.start(case_in(submission, Right.ACCESS), actor=staff(Role.CASEWORKER), now=now)
    work()
    done(case_in(submission, Right.RECTIFICATION), now=now)
    done(case_in(submission, Right.ERASURE), Outcome.PARTLY_DONE, now=now)
    return submission


def decide(case: Case, work: Work, now: datetime) -> None:
    """Decide the material, and have the answer made."""
    include_rest(case, actor=staff(Role.CASEWORKER), now=now)
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=now)
    work()


def test_three_rights_are_reviewed_released_and_fetched(
    asked: Submission, work: Work, now: datetime, site: Callable[..., Site], browser: Browser
) -> None:
    case = apart(lambda: case_in(asked, Right.ACCESS))
    item = apart(lambda: of_case(case)[0])
    dpo, url = apart(lambda: client_of(Role.DPO)), site().url
    with walking(browser, url) as walk:
        cookie = dpo.cookies[settings.SESSION_COOKIE_NAME].value
        walk.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])
        walk.go(f"/desk/cases/{case.id}/material/{item.id}/")
        walk.page.get_by_text("Neither confirm nor deny", exact=True).click()
        walk.look("material-silence")
        walk.go(f"/desk/cases/{case.id}/letters/")
        walk.look("letters-together")
        apart(lambda: decide(case, work, now))
        walk.go(f"/desk/cases/{case.id}/review/")
        walk.look("review-together")
        package = apart(lambda: release.under_review(case))
        apart(lambda: release.release(case, package_id=package.id, actor=staff(Role.DPO), now=timezone.now()))
        walk.go(f"/desk/cases/{case.id}/letters/")
        walk.look("letters-released")
    someone = apart(lambda: Requester(asked))
    with walking(browser, url) as walk:
        come_in(walk, someone)
        walk.press("Send me a code for the download")
        walk.page.get_by_label("The code from our e-mail").fill(
            apart(lambda: code_in_mail(asked, Purpose.DOWNLOAD))
        )
        walk.press("Open the download")
        walk.look("requester-letter")
        with walk.page.expect_download() as started:
            walk.page.get_by_role("link", name="Our letter (PDF)").click()
        assert started.value.suggested_filename == f"{asked.reference}-letter.pdf"
