"""Drafts: expiry, two tabs, the back button, lost cookies; nothing typed is lost without a word."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from dsar.models import Controller, DataKey, Draft, StoredFile, Submission
from dsar.services import drafts
from tests.dsar.public.conftest import OPENED, new_controller
from tests.dsar.public.filler import ANSWERS, Filler

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_an_expired_draft_is_deleted_with_its_key(filler: Filler) -> None:
    with time_machine.travel(OPENED, tick=False):
        filler.answer()
    draft_id = Draft.objects.get().id
    assert drafts.expire(OPENED + DAY - timedelta(seconds=1)) == 0
    assert drafts.expire(OPENED + DAY) == 1
    assert not Draft.objects.exists()
    assert DataKey.objects.get(scope_id=draft_id).wrapped is None


def test_an_expired_draft_that_was_sent_takes_nothing_with_it(filler: Filler) -> None:
    filler.answer()
    filler.send()
    assert drafts.expire(timezone.now() + 2 * DAY) == 1
    assert Submission.objects.get().person.open("name") == "Dana Whitfield"


def test_a_day_later_the_pages_say_kindly_what_happened(filler: Filler) -> None:
    with time_machine.travel(OPENED, tick=False):
        filler.answer()
    with time_machine.travel(OPENED + DAY, tick=False):
        for step in ("details", "about", "files", "check", "sent"):
            response = filler.get(step)
            assert response.status_code == 404
            assert "not here any more" in response.content.decode()
        assert filler.post("check", {"revision": "5"}).status_code == 404
        assert filler.post("files").status_code == 404


def test_what_is_typed_after_a_day_is_kept_and_the_rest_asked_again(filler: Filler) -> None:
    with time_machine.travel(OPENED, tick=False):
        filler.answer()
    with time_machine.travel(OPENED + DAY, tick=False):
        response = filler.post("about", ANSWERS["about"] | {"scope": "some", "which": "My calls"})
        assert response.headers["Location"] == "/c/alder/rights/"
        assert "Your earlier answers are gone" in filler.get("rights").content.decode()
        assert "My calls" in filler.get("about").content.decode()


def test_a_browser_that_kept_its_cookie_too_long_is_told_on_the_first_page_as_well(filler: Filler) -> None:
    filler.client.cookies["a12_draft"] = "of-long-ago"
    assert filler.post("rights", ANSWERS["rights"]).headers["Location"] == "/c/alder/details/"
    assert "Your earlier answers are gone" in filler.get("details").content.decode()


def test_the_first_page_needs_no_draft_and_a_get_makes_none(filler: Filler) -> None:
    assert filler.client.get(filler.root).status_code == 200
    assert filler.get("rights").status_code == 200
    assert not Draft.objects.exists()


def test_going_on_shows_what_was_answered_before(filler: Filler) -> None:
    filler.answer(details={"name": "Zoë Ångström"})
    assert 'value="Zoë Ångström"' in filler.get("details").content.decode()
    start = filler.client.get(filler.root).content.decode()
    assert "You have begun a request" in start
    assert 'href="/c/alder/check/"' in start


def test_beginning_again_drops_what_was_half_written(filler: Filler) -> None:
    filler.answer()
    assert filler.post("").headers["Location"] == "/c/alder/rights/"
    assert not Draft.objects.exists()
    assert filler.get("details").status_code == 404


def test_two_tabs_do_not_undo_each_other(filler: Filler) -> None:
    filler.answer()
    seen = filler.get("check").context["revision"]
    filler.post("details", ANSWERS["details"] | {"name": "From the second tab"})
    filler.post("help", {"finding": "From the first tab", "adjustments": ""})
    refused = filler.post("check", {"revision": seen})
    assert refused.headers["Location"] == "/c/alder/check/"
    page = filler.get("check").content.decode()
    assert "Your answers changed" in page
    assert "From the second tab" in page
    assert "From the first tab" in page
    assert not Submission.objects.exists()


def test_sent_twice_is_one_submission_and_the_same_page(filler: Filler) -> None:
    filler.answer()
    revision = filler.get("check").context["revision"]
    for _ in range(3):
        assert filler.post("check", {"revision": revision}).headers["Location"] == "/c/alder/sent/"
    assert Submission.objects.count() == 1
    assert filler.get("sent").context["submission"] == Submission.objects.get()


def test_the_back_button_after_sending_leads_to_what_was_sent(filler: Filler) -> None:
    filler.answer()
    filler.send()
    for step in ("rights", "details", "files", "check"):
        assert filler.get(step).headers["Location"] == "/c/alder/sent/"
    assert filler.post("details", ANSWERS["details"]).headers["Location"] == "/c/alder/sent/"
    assert filler.post("").headers["Location"] == "/c/alder/rights/"
    assert filler.get("rights").status_code == 200
    filler.answer()
    filler.send()
    assert Submission.objects.count() == 2


def test_a_page_left_out_is_asked_for_before_sending(filler: Filler) -> None:
    filler.post("rights", ANSWERS["rights"])
    filler.post("details", ANSWERS["details"])
    assert filler.get("check").headers["Location"] == "/c/alder/relation/"
    assert "Please answer this question" in filler.get("relation").content.decode()
    assert filler.post("check", {"revision": 2}).headers["Location"] == "/c/alder/relation/"
    assert not Submission.objects.exists()


def test_a_draft_opens_only_with_its_token_and_at_its_controller(
    filler: Filler, controller: Controller
) -> None:
    filler.answer()
    token = filler.client.cookies["a12_draft"].value
    new_controller(slug="birch", name="Birch")
    thief = Client()
    thief.cookies["a12_draft"] = token
    assert thief.get("/c/birch/details/").status_code == 404
    thief.cookies["a12_draft"] = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert thief.get("/c/alder/details/").status_code == 404
    assert not StoredFile.objects.exists()
