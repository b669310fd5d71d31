"""Every word of the public pages can be translated: with all of it in brackets, nothing stands outside."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from dsar.enums import Right
from dsar.forms.intake import PAGES
from dsar.forms.intake.page import Page
from dsar.models import Complaint, Draft, Submission
from dsar.services import drafts, unconfirmed
from dsar.services.complaints import unconfirmed as complaints_unconfirmed
from tests.dsar.public.conftest import new_controller
from tests.dsar.public.filler import ANSWERS, Filler
from tests.support.marking import unmarked_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marked")]
#: Names and numbers of the controller and of the house, what was typed, and how addresses look.
FACTS = (
    *("Alder CRM Ltd", "Alder CRM", "Weir Lane", "Colchester", "CO1", "AA", "dpo@alder.example.org"),
    *("Information Commissioner’s Office", "Article 12", "Dana Whitfield", "dana@example.org"),
    *("Jonson", "Johnson", "Everything we know", "Birch", "letter.pdf", "Idris Ashby", "Noor Ashby"),
)
TYPED = {
    "who": {"who": "other"},
    "representative": {"kind": "parent", "name": "Noor Ashby", "email": "dana@example.org"},
    "person": {"name": "Idris Ashby"},
    "details": ANSWERS["details"],
    "relation": ANSWERS["relation"],
    "about": {"scope": "some", "which": "Everything we know"},
    "correct": {"wrong": "Jonson", "correct": "Johnson", "meanwhile": ["hold"]},
    "erase": {"what": "Everything we know", "why": ["not_needed", "other"]},
    "restrict": {"ground": "accuracy", "what": "Everything we know"},
    "move": {"form": "csv", "to": "other", "organisation": "Birch"},
    "marketing": {"kinds": ["all", "email"]},
    "object": {"what": "Everything we know", "why": "Everything we know"},
    "decision": {"decision": "Everything we know"},
    "consent": {"what": "Everything we know"},
    "words": {"words": "Everything we know"},
    "help": {"finding": "", "adjustments": ""},
}


@pytest.fixture
def filler() -> Filler:
    return Filler(new_controller())


def forgotten(page: HttpResponse) -> str:
    html: str = page.content.decode()
    assert "⟦" in html
    return unmarked_page(html, FACTS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_question_empty_wrong_and_answered(filler: Filler, page: Page) -> None:
    name = page.name
    rights = [page.right.value] if page.right else ["access"]
    filler.post("rights", {"rights": rights})
    filler.post("who", TYPED["who"] if name in ("representative", "person") else {"who": "self"})
    assert forgotten(filler.get(name)) == ""
    wrong = filler.post(name, {"rights": "?", "scope": "some", "email": "no", "kind": "?"})
    # A page whose questions may all be left out takes this, and goes on.
    assert wrong.status_code == 302 or forgotten(wrong) == ""
    filler.post(name, TYPED.get(name, {"rights": rights}))
    assert forgotten(filler.get(name)) == ""


@pytest.mark.parametrize("rights", [[right.value for right in Right if right != "unsorted"], ["unsorted"]])
@pytest.mark.parametrize("who", ["self", "other"])
def test_the_last_look_and_what_comes_after(filler: Filler, rights: list[str], who: str) -> None:
    filler.post("rights", {"rights": rights})
    for name, answer in TYPED.items():
        filler.post(name, {"who": who} if name == "who" else answer)
    assert forgotten(filler.get("files")) == ""
    assert forgotten(filler.get("check")) == ""
    filler.send()
    submission = Submission.objects.get()
    assert unmarked_page(filler.get("sent").content.decode(), [*FACTS, submission.reference]) == ""


def test_doors_and_dead_ends(filler: Filler) -> None:
    root = filler.root
    begun = Filler.at(root)
    begun.post("rights", ANSWERS["rights"])
    pages = [
        filler.client.get("/"),
        filler.client.get(root),
        begun.client.get(root),
        Filler.at(root).get("details"),
        Filler.at(root).get("check"),
        filler.client.get("/c/nobody/"),
        filler.get("confirm/none"),
        filler.client.get("/deadline/"),
        filler.client.get("/deadline/?jurisdiction=uk-ew&right=access&received_on=2026-11-24"),
        filler.client.get("/nowhere/"),
        Client(enforce_csrf_checks=True).post(f"{root}rights/", {}),
    ]
    assert [forgotten(page) for page in pages] == [""] * len(pages)


#: What somebody who complains types; the words and the address are their own.
COMPLAINED = {"words": "Everything we know", "name": "Noor Ashby", "email": "dana@example.org", "address": ""}


def complain(client: Client, page: str, **more: str) -> HttpResponse:
    """Post the page of complaints as it was just shown, and go where that leads."""
    begun = client.get(page).context["begun"]
    return client.post(page, {**COMPLAINED, "begun": begun, **more}, follow=True)


def test_complaining(filler: Filler, settings: Settings) -> None:
    settings.INTAKE_FILL_SECONDS = 0
    page, client = f"{filler.root}complain/", Client()
    pages = [
        client.get(page),
        client.get(f"{page}?reference=K7QM-2XPD"),
        complain(client, page, words=" ", email="no", name=""),
        complain(client, page, email=""),
        complain(client, page),
    ]
    settings.INTAKE_PER_HOUR = 0
    pages.append(complain(client, page, send="1"))
    token = complaints_unconfirmed.token_of(Draft.objects.get().pk)
    pages += [client.get(f"{page}confirm/{each}/") for each in (token, "none")]
    pages.append(client.get(f"{filler.root}complaint/none/"))
    assert [forgotten(each) for each in pages] == [""] * len(pages)
    settings.INTAKE_PER_HOUR = 9
    for way in ({}, {"email": "", "address": "Birch"}):
        sent = complain(client, page, send="1", **way)
        row = Complaint.objects.latest("received_at")
        assert unmarked_page(sent.content.decode(), [*FACTS, row.reference]) == ""


def test_a_request_that_waits_for_its_mailbox(filler: Filler) -> None:
    filler.answer()
    draft = drafts.find("alder", filler.client.cookies["a12_draft"].value, timezone.now())
    assert draft is not None
    revision = drafts.read(draft).revision
    unconfirmed.hold(draft, email="dana@example.org", link="https://x", revision=revision, now=timezone.now())
    assert forgotten(filler.get("sent")) == ""
    assert forgotten(filler.get(f"confirm/{unconfirmed.token_of(draft)}")) == ""
