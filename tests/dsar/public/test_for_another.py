"""The public form for somebody else: two pages more, and everything goes to whoever writes."""

import pytest

from dsar.models import Delivery, Submission
from dsar.spokes import addressee_of
from tests.dsar.public.filler import ANSWERS, Filler
from tests.factories.office import an_office
from tests.identity.requester import text_of

pytestmark = pytest.mark.django_db
WRITER = {
    "kind": "parent",
    "name": "Noor Ashby",
    "firm": "",
    "email": "noor@example.org",
    "address": "",
    "says": "I am his mother.",
}
PERSON = {"name": "Idris Ashby", "email": "", "phone": "", "address": "3 Sorrel Court"}


@pytest.fixture
def filler() -> Filler:
    return Filler(an_office())


def test_a_parent_is_led_past_their_own_details_to_those_of_the_child(filler: Filler) -> None:
    assert filler.post("rights", ANSWERS["rights"]).headers["Location"].endswith("/who/")
    page = filler.get("who")
    assert "Is this for yourself or for somebody else?" in text_of(page)
    assert filler.post("who", {"who": "other"}).headers["Location"].endswith("/representative/")
    assert filler.post("representative", WRITER).headers["Location"].endswith("/person/")
    assert filler.post("person", PERSON).headers["Location"].endswith("/relation/")
    for name in ("relation", "about", "help"):
        filler.post(name, ANSWERS[name])
    looked = text_of(filler.get("check"))
    for words in ("For somebody else", "I am a parent or guardian", "Noor Ashby", "Idris Ashby"):
        assert words in looked
    assert filler.send().status_code == 302
    submission = Submission.objects.get()
    assert submission.person.open("name") == "Idris Ashby"
    assert submission.person.email is None
    reached = addressee_of(submission, "clarification")
    assert reached is not None
    assert (reached.name, reached.email) == ("Noor Ashby", "noor@example.org")
    greeting = Delivery.objects.get(kind="acknowledgement")
    assert (greeting.way, greeting.open("to")) == ("mail", "noor@example.org")


def test_for_oneself_the_form_is_as_it_was(filler: Filler) -> None:
    filler.post("rights", ANSWERS["rights"])
    assert filler.post("who", {"who": "self"}).headers["Location"].endswith("/details/")
    filler.answer()
    assert filler.send().status_code == 302
    assert addressee_of(Submission.objects.get(), "clarification") is None


def test_who_changes_their_mind_is_asked_what_is_missing(filler: Filler) -> None:
    filler.answer(who={"who": "self"})
    filler.post("who", {"who": "other"})
    assert filler.get("check").headers["Location"].endswith("/representative/")
    filler.post("representative", WRITER)
    assert filler.get("check").headers["Location"].endswith("/person/")


@pytest.mark.parametrize(
    ("page", "changed", "said"),
    [
        ("who", {"who": ""}, "Choose if this is for yourself or for somebody else."),
        ("who", {"who": "nobody\x00"}, "Choose one of the answers on this page."),
        ("representative", {"kind": "wizard"}, "Choose one of the answers on this page."),
        ("representative", {"name": "N" * 5_000}, "Your name is too long for us."),
        ("person", {"name": " "}, "Write the name of the person."),
    ],
)
def test_what_is_missing_is_said_kindly(
    filler: Filler, page: str, changed: dict[str, str], said: str
) -> None:
    filler.post("rights", ANSWERS["rights"])
    filler.post("who", {"who": "other"})
    typed = {"who": {"who": "other"}, "representative": WRITER, "person": PERSON}[page]
    answer = filler.post(page, typed | changed)
    assert answer.status_code == 200
    assert said in text_of(answer)
