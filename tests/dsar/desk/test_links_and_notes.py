"""What a caseworker sees of earlier requests, and what colleagues leave each other on a case."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from dsar.enums import Channel, EventType, LinkKind, Right, Role
from dsar.models import Case, Event, Note, SubmissionLink
from dsar.selectors import links
from dsar.services import contacts, linking, notes
from dsar.services.contacts import Contact
from dsar.services.errors import Refused
from dsar.services.search_index import find
from dsar.services.submissions import Asked, receive
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.staff import another_controller, client_of

pytestmark = pytest.mark.django_db
PLACE = "12 Lantern Row\nOttermouth\nZZ7 3BN"
BEFORE = NOW - timedelta(days=200)


@pytest.fixture(autouse=True)
def office() -> None:
    an_office()


def asked(
    *, name: str = "Sofia Lindqvist", email: str = "", phone: str = "", address: str = "", days: int = 0
) -> Case:
    """A request of so many days ago, by post."""
    submission = receive(
        Asked(name=name, email=email, rights=[Right.ACCESS], phone=phone, address=address),
        submission_id=uuid4(),
        controller=an_office(),
        channel=Channel.POST,
        received_at=NOW - timedelta(days=days),
        now=NOW,
    )
    return submission.cases.select_related("submission", "controller").get()


def known_to(case: Case) -> list[str]:
    return [each.reference for each in links.related(case.submission)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"email": "sofia@example.org"}, {"email": "SOFIA@Example.org", "name": "S. Lindqvist"}),
        ({"address": PLACE}, {"address": "12 lantern row, Ottermouth ZZ7 3BN", "name": "sofia LINDQVIST"}),
        ({"phone": "+44 7700 900 417"}, {"phone": "07700 900417", "email": "new@example.org"}),
    ],
)
def test_requests_of_one_person_know_each_other(first: dict[str, str], second: dict[str, str]) -> None:
    earlier = asked(**first, days=200)  # type: ignore[arg-type]  # texts by name
    later = asked(**second)  # type: ignore[arg-type]  # texts by name
    (found,) = links.related(later.submission)
    assert (found.reference, found.later, found.kind) == (
        earlier.submission.reference,
        False,
        "the same person",
    )
    assert [words for _pk, *words in found.cases] == [["Access", "Received"]]
    assert links.related(earlier.submission)[0].later
    event = Event.objects.get(type=EventType.LINKED)
    assert (event.submission_id, event.data["to"]) == (later.submission_id, [str(earlier.submission_id)])
    assert Case.objects.filter(status="received").count() == 2


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Tobias Whinfell", "address": PLACE},
        {"name": "Tobias Whinfell", "phone": "07700 900417"},
        {"name": "Sofia Lindqvist", "phone": "417"},
        {"name": "", "address": PLACE},
        {"name": "Sofia Lindqvist"},
    ],
)
def test_a_flatmate_a_namesake_and_somebody_without_details_are_not_the_same(other: dict[str, str]) -> None:
    asked(email="sofia@example.org", phone="07700 900417", address=PLACE, days=10)
    assert known_to(asked(**other)) == []  # type: ignore[arg-type]  # texts by name


def test_a_letter_logged_late_is_the_earlier_one() -> None:
    now = asked(email="sofia@example.org")
    before = asked(email="sofia@example.org", days=30)
    link = SubmissionLink.objects.get()
    assert (link.submission, link.earlier) == (now.submission, before.submission)


def test_requests_of_twelve_months_are_counted() -> None:
    for days in (500, 300, 100):
        asked(email="sofia@example.org", days=days)
    assert links.in_twelve_months(asked(email="sofia@example.org").submission) == 3


def test_another_controllers_requests_are_not_known() -> None:
    a_case(controller=another_controller())
    assert known_to(a_case()) == []


def test_by_hand_once_and_not_with_itself_or_with_what_is_not_there() -> None:
    one, other = a_case(email="one@example.org"), a_case(email="two@example.org", name="Tobias Whinfell")
    actor = staff(Role.DPO)
    foreign = a_case(controller=another_controller(), email="three@example.org", name="Ada Whinfell")

    def link(typed: str) -> object:
        return linking.link_by_hand(one, typed, kind=LinkKind.SAME_MATTER, actor=actor, now=NOW)

    assert link(f" {other.submission.reference.lower()}-1 ") == other.submission
    for typed, sentence in (
        (other.submission.reference, "linked already"),
        (one.submission.reference, "of the request itself"),
        (foreign.submission.reference, "No request has this reference"),
        ("hello", "No request has this reference"),
    ):
        with pytest.raises(Refused, match=sentence):
            link(typed)
    assert known_to(one) == [other.submission.reference]
    assert links.in_twelve_months(one.submission) == 1


def test_corrected_details_are_found_by_and_link_anew() -> None:
    earlier = a_case(email="sofia.new@example.org", now=BEFORE)
    case = a_case(email="sofia.typo@example.org", name="Sofia Lindqwist")
    contact = Contact(name="Sofia Lindqvist", email="sofia.new@example.org", phone="", address="")
    assert contacts.correct(case, contact, actor=staff(Role.CASEWORKER), now=NOW)
    assert not contacts.correct(case, contact, actor=staff(Role.CASEWORKER), now=NOW)
    assert find(an_office(), "sofia.typo@example.org") == set()
    assert find(an_office(), "lindqwist") == set()
    assert case.submission_id in find(an_office(), "sofia.new@example.org")
    assert known_to(case) == [earlier.submission.reference]
    event = Event.objects.get(type=EventType.DETAILS_CORRECTED)
    assert event.data == {"fields": ["name", "email", "address"]}


def test_a_note_is_added_once_and_stays_out_of_the_log() -> None:
    case, key = a_case(), uuid4()
    first = notes.add(case, " Called her back. ", key=key, actor=staff(Role.CASEWORKER), now=NOW)
    again = notes.add(case, "Something else", key=key, actor=staff(Role.CASEWORKER), now=NOW)
    assert (first, again.open("text")) == (again, "Called her back.")
    event = Event.objects.get(type=EventType.NOTE_ADDED)
    assert event.data == {"note": str(first.id)}
    with pytest.raises(Refused, match="no longer good"):
        notes.add(a_case(), "Mine", key=key, actor=staff(Role.CASEWORKER), now=NOW)


@pytest.fixture
def client() -> Client:
    return client_of(Role.CASEWORKER)


def test_the_case_shows_what_was_asked_before_and_the_notes(client: Client) -> None:
    earlier, case = a_case(now=BEFORE), a_case()
    key = str(uuid4())
    address = reverse("dsar:case_notes", args=[case.id])
    assert "Write the note." in client.post(address, {"text": " ", "key": key}).content.decode()
    too_long = client.post(address, {"text": "n" * 40_000, "key": key}).content.decode()
    assert "please take out 35,000" in too_long
    assert "n" * 40_000 in too_long
    for _ in range(2):
        assert client.post(address, {"text": "Rang\x00 <b>twice</b>.", "key": key}).status_code == 302
    page = client.get(reverse("dsar:case", args=[case.id])).content.decode()
    assert "Rang &lt;b&gt;twice&lt;/b&gt;." in page
    assert Note.objects.count() == 1
    assert "Asked before:" in page
    assert earlier.submission.reference in page
    assert "2 requests in twelve months" in page


def test_an_auditor_reads_notes_and_links_and_adds_none(client: Client) -> None:
    case = a_case()
    notes.add(case, "Rang twice.", key=uuid4(), actor=staff(Role.CASEWORKER), now=NOW)
    auditor = client_of(Role.AUDITOR)
    page = auditor.get(reverse("dsar:case", args=[case.id])).content.decode()
    assert "Rang twice." in page
    assert "Add a note" not in page
    for name in ("dsar:case_notes", "dsar:case_link", "dsar:case_person"):
        assert auditor.get(reverse(name, args=[case.id])).status_code == 403
        assert auditor.post(reverse(name, args=[case.id])).status_code == 403
        assert client_of(Role.MANAGER).post(reverse(name, args=[case.id])).status_code == 404


def test_details_are_corrected_on_their_page(client: Client) -> None:
    case = a_case()
    address = reverse("dsar:case_person", args=[case.id])
    assert "12 Lantern Row" in client.get(address).content.decode()
    wrong = client.post(address, {"name": "Sofia", "email": "not one", "phone": "", "address": ""})
    assert wrong.status_code == 400
    assert "name@example.org" in wrong.content.decode()
    right = {"name": "Sofia Lind", "email": "", "phone": "0117", "address": PLACE}
    assert client.post(address, right).status_code == 302
    case.submission.person.refresh_from_db()
    assert case.submission.person.open("name") == "Sofia Lind"
    assert case.submission.person.email is None
    linked = client.post(
        reverse("dsar:case_link", args=[case.id]), {"reference": "AAAA-AAAA", "kind": "joint"}
    )
    assert "No request has this reference" in linked.content.decode()
