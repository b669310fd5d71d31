"""Every word of the download can be translated: shut, asked for, open, used up, and over."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse

from dsar.models import Case
from exports.models import Package
from tests.exports.requester.conftest import RELEASED
from tests.identity.requester import Requester
from tests.support.marking import unmarked_page

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("marked")]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """An hour after the release."""
    with time_machine.travel(RELEASED + timedelta(hours=1), tick=False) as traveller:
        yield traveller


def test_every_face_of_the_download(released: Case, clock: time_machine.Traveller) -> None:
    package, someone = Package.objects.get(), Requester(released.submission).come_in()
    pages = [someone.page(), someone.client.get(f"/r/request/package/{package.pk}/")]
    for _session in range(3):
        pages.append(someone.client.post("/r/request/download/code/", follow=True))
        pages.append(someone.client.post("/r/request/download/open/", {"digits": "12 34"}))
        someone.open_download()
        pages.append(someone.page())
        del someone.client.cookies["a12_download"]
    pages.append(someone.page())
    pages.append(someone.client.post("/r/request/download/code/", follow=True))
    clock.shift(timedelta(days=15))
    pages.append(Requester(released.submission).come_in().page())
    assert [forgotten(page, released, package) for page in pages] == [""] * len(pages)


def forgotten(page: HttpResponse, case: Case, package: Package) -> str:
    controller, html = case.controller, page.content.decode()
    assert "⟦" in html
    names = (controller.name, controller.dpo_name, controller.dpo_email, controller.regulator_name)
    facts = [*names, "Article 12", case.submission.reference, package.sha256, "sofia.lindqvist@example.org"]
    return unmarked_page(html, facts)
