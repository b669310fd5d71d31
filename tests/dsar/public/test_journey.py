"""From the front door to the reference."""

import json

import pytest

from dsar.models import Case, Controller, DataKey, Delivery, Draft, Submission
from tests.dsar.public.conftest import new_controller
from tests.dsar.public.filler import Filler

pytestmark = pytest.mark.django_db


def test_the_front_door_lists_the_controllers(filler: Filler) -> None:
    new_controller(slug="birch", name="Birch & Sons", accent="#7a1f5c")
    page = filler.client.get("/").content.decode()
    assert 'href="/c/alder/"' in page
    assert "Birch &amp; Sons" in page


def test_a_request_goes_from_the_first_page_to_a_case(filler: Filler, controller: Controller) -> None:
    assert filler.post("").headers["Location"] == "/c/alder/rights/"
    filler.answer(details={"phone": "01632 960 002", "address": "2 Mill Row\nBath"})
    response = filler.send()
    assert response.headers["Location"] == "/c/alder/sent/"

    submission = Submission.objects.get()
    case = Case.objects.get()
    assert (submission.controller, submission.channel, case.right) == (controller, "web_form", "access")
    assert submission.person.open("name") == "Dana Whitfield"
    assert submission.person.open("address") == "2 Mill Row\nBath"
    assert submission.open("words") == "Everything you have about me."
    assert Delivery.objects.get().open("to") == "dana@example.org"

    page = filler.get("sent").content.decode()
    assert submission.reference in page
    assert "Dana" not in page
    assert "28 days" not in page or case.target_on
    assert "We must answer by" in page


def test_what_was_asked_for_in_words_reaches_the_caseworker(filler: Filler) -> None:
    about = {"scope": "some", "which": "My calls", "since": "March 2024", "until": ""}
    filler.answer(about=about, help={"finding": "Number 4711", "adjustments": "Large print"})
    filler.send()
    submission = Submission.objects.get()
    assert submission.open("words") == (
        "Only some of it.\n\nLooking for: My calls\n\nFrom: March 2024\n\nTo find me: Number 4711"
    )
    assert submission.open("adjustments") == "Large print"


def test_the_check_page_shows_every_answer_with_a_way_to_change_it(filler: Filler) -> None:
    filler.answer(help={"finding": "Number 4711", "adjustments": ""})
    page = filler.get("check").content.decode()
    for shown in ("Send me a copy of my data", "Dana Whitfield", "I am or was a customer", "Number 4711"):
        assert shown in page
    assert page.count("?from=check") == 10
    changed = filler.client.post(
        f"{filler.root}details/?from=check", {"name": "Dana W", "email": "dana@example.org"}
    )
    assert changed.headers["Location"] == "/c/alder/check/"
    assert "Dana W<" in filler.get("check").content.decode()


def test_the_draft_is_sealed_and_the_cookie_says_nothing(filler: Filler) -> None:
    filler.answer()
    draft = Draft.objects.get()
    cookie = filler.client.cookies["a12_draft"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/c/alder/", True, "Lax")
    assert str(draft.id) not in cookie.value
    assert cookie.value.encode() not in bytes(draft.token_hash)
    assert "Dana" not in draft.answers.token
    assert json.loads(draft.open("answers"))["answers"]["details"]["name"] == "Dana Whitfield"


def test_the_submission_keeps_the_drafts_id_and_key_and_the_draft_forgets(filler: Filler) -> None:
    filler.answer()
    draft_id = Draft.objects.get().id
    filler.send()
    assert Submission.objects.get().id == draft_id
    assert DataKey.objects.filter(scope="submission", scope_id=draft_id).count() == 1
    assert json.loads(Draft.objects.get().open("answers"))["answers"] == {}


def test_a_controllers_own_colour_is_a_stylesheet_of_its_own(filler: Filler) -> None:
    birch = Filler(new_controller(slug="birch", name="Birch", accent="#7a1f5c"))
    assert "/c/birch/accent.css" in birch.get("rights").content.decode()
    css = birch.client.get("/c/birch/accent.css")
    assert css.content == b":root { --accent: #7a1f5c }\n"
    assert css.headers["Content-Type"] == "text/css"
    assert "accent.css" not in filler.get("rights").content.decode()
    new_controller(slug="rogue", name="Rogue", accent="red;}x{")
    assert filler.client.get("/c/rogue/accent.css").status_code == 404
