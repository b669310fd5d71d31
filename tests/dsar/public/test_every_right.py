"""The form carries every right: each has its own page, and what was written reaches its case."""

import pytest
from django.test import Client
from django.urls import reverse

from dsar.enums import RIGHTS_OF_LAW, Right
from dsar.forms.intake import PAGES
from dsar.models import Submission
from tests.factories.office import an_office

pytestmark = pytest.mark.django_db

#: What somebody writes on the page of each right, and a part of it that must reach the caseworker.
PAGES_OF = {
    Right.ACCESS: ("about", {"scope": "some", "which": "My calls"}, "Looking for: My calls"),
    Right.RECTIFICATION: ("correct", {"wrong": "Jonson", "correct": "Johnson"}, "What is right: Johnson"),
    Right.ERASURE: ("erase", {"what": "Everything", "why": ["not_needed"]}, "You do not need it any more"),
    Right.RESTRICTION: ("restrict", {"ground": "accuracy", "what": "My address"}, "It may be wrong"),
    Right.PORTABILITY: (
        "move",
        {"form": "json", "to": "other", "organisation": "Birch Lending"},
        "To whom: Birch Lending",
    ),
    Right.OBJECTION: ("object", {"what": "Scoring me", "why": "It is wrong"}, "What should stop: Scoring me"),
    Right.MARKETING: ("marketing", {"kinds": ["email", "phone"]}, "E-mails"),
    Right.AUTOMATED: ("decision", {"decision": "Credit refused"}, "Which decision: Credit refused"),
    Right.CONSENT: ("consent", {"what": "The newsletter"}, "What you take back: The newsletter"),
}


def url(name: str) -> str:
    return reverse(f"dsar:form_{name}", args=["alder"])


def ask(*rights: Right) -> Submission:
    """Go through the form as a browser without scripts does, and send it."""
    an_office()
    client = Client()
    client.post(url("rights"), {"rights": [str(right) for right in rights]})
    client.post(url("details"), {"name": "Dana Ferris", "email": "dana@example.org"})
    answer = client.post(url("relation"), {"relation": "customer"})
    for right in rights:
        name, filled, _said = PAGES_OF[right]
        assert answer.headers["Location"].endswith(url(name))
        answer = client.post(url(name), filled)
    client.post(url("help"), {})
    page = client.get(url("check"))
    client.post(url("check"), {"revision": page.context["revision"]})
    return Submission.objects.get()


@pytest.mark.parametrize("right", PAGES_OF)
def test_each_right_has_its_page_and_its_words_reach_the_case(right: Right) -> None:
    submission = ask(right)
    assert [case.right for case in submission.cases.all()] == [right]
    assert PAGES_OF[right][2] in submission.open("words")


def test_all_rights_at_once_are_nine_cases_of_one_submission() -> None:
    rights = tuple(page.right for page in PAGES if page.right in PAGES_OF)
    submission = ask(*rights)
    assert {case.right for case in submission.cases.all()} == set(RIGHTS_OF_LAW)
    words = submission.open("words")
    assert all(said in words for _name, _filled, said in PAGES_OF.values())


def test_a_page_that_was_not_asked_for_is_neither_shown_nor_sent() -> None:
    an_office()
    client = Client()
    client.post(url("rights"), {"rights": ["erasure", "access"]})
    client.post(url("details"), {"name": "Dana Ferris", "email": "dana@example.org"})
    client.post(url("relation"), {"relation": "customer"})
    client.post(url("about"), {"scope": "everything"})
    client.post(url("erase"), {"what": "My account"})
    client.post(url("rights"), {"rights": ["access"]})
    shown = client.get(url("check")).content.decode()
    assert "My account" not in shown
    assert "What to delete" not in shown


def test_data_that_is_to_go_to_somebody_needs_to_know_to_whom() -> None:
    an_office()
    client = Client()
    client.post(url("rights"), {"rights": ["portability"]})
    answer = client.post(url("move"), {"form": "csv", "to": "other"})
    assert "Tell us to whom it should go" in answer.content.decode()
