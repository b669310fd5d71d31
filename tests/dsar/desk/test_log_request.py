"""Staff log what came by e-mail, post, phone or in person: once, on its true day, never from the future."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dsar.enums import RIGHTS_OF_LAW, Channel, EventType, Role
from dsar.models import Draft, Event, StoredFile, Submission
from dsar.services import logging_in
from dsar.services.errors import Refused
from tests.factories.office import an_office, staff
from tests.factories.staff import a_colleague, another_controller, client_of, signed_in

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def today() -> str:
    return timezone.now().astimezone(LONDON).date().isoformat()


def days_ago(days: int) -> str:
    return (timezone.now().astimezone(LONDON).date() - timedelta(days=days)).isoformat()


def filled(**other: object) -> dict[str, object]:
    """The page as somebody fills it in for a letter of today."""
    return {
        "key": str(uuid4()),
        "channel": "post",
        "received_on": today(),
        "received_time": "",
        "rights": ["access"],
        "words": "Please tell me what you keep about me.",
        "name": "Agnes Thornbury",
        "email": "",
        "phone": "",
        "address": "3 Quarry Cottages\nOttermouth\nZZ7 3BN",
        "relation": "customer",
        "adjustments": "Large print, please.",
    } | other


@pytest.fixture
def client() -> Client:
    an_office(timezone.now())
    return client_of(Role.CASEWORKER)


def sent(client: Client, page: dict[str, object]) -> str:
    """What the page answers when it is sent; the address of the last look when all is in order."""
    answer = client.post(reverse("dsar:log_request"), page)
    return str(answer.url) if answer.status_code == 302 else answer.content.decode()


def saved(client: Client, page: dict[str, object]) -> Submission:
    """The request after both pages."""
    check = sent(client, page)
    assert check == reverse("dsar:log_check", args=[page["key"]])
    assert client.post(check).status_code == 302
    return Submission.objects.get(pk=UUID(str(page["key"])))


@pytest.mark.parametrize("channel", ["email", "post", "phone", "in_person", "social_media"])
def test_each_way_in_leads_to_the_same_record(client: Client, channel: str) -> None:
    submission = saved(client, filled(channel=channel, rights=["access", "erasure"]))
    assert (submission.channel, submission.logged_by) == (channel, staff(Role.CASEWORKER))
    assert [case.right for case in submission.cases.order_by("number")] == ["access", "erasure"]
    assert submission.person.open("address").splitlines()[1] == "Ottermouth"
    event = Event.objects.get(type=EventType.SUBMISSION_RECEIVED)
    assert (event.actor, event.actor_role) == (staff(Role.CASEWORKER), Role.CASEWORKER)
    assert event.data == {"channel": channel, "rights": ["access", "erasure"], "relation": "customer"}


def test_pressing_twice_makes_one_request(client: Client) -> None:
    page = filled()
    check = sent(client, page)
    first, second = client.post(check), client.post(check)
    case = Submission.objects.get().cases.get()
    assert first.url == second.url == reverse("dsar:case", args=[case.id])
    assert client.post(reverse("dsar:log_request"), page).url == check
    assert client.get(check).url == first.url
    assert Submission.objects.count() == 1


def test_the_same_page_saved_by_two_hands_at_once_is_one(client: Client) -> None:
    page = filled()
    sent(client, page)
    draft = Draft.objects.get()
    actor, now = staff(Role.CASEWORKER), timezone.now()
    first = logging_in.save(draft, actor=actor, now=now)
    assert logging_in.save(draft, actor=actor, now=now) == first


def test_a_request_of_long_ago_shows_its_limit_before_it_is_saved(client: Client) -> None:
    check = sent(client, filled(received_on=days_ago(60)))
    shown = client.get(check).content.decode()
    assert "This reached us 60 days ago. Its time has been running since then." in shown
    assert "is over. Save it all the same" in shown
    assert Submission.objects.count() == 0
    client.post(check)
    case = Submission.objects.get().cases.get()
    assert case.submission.received_on.isoformat() == days_ago(60)
    assert case.limit_on < timezone.now().date()


def test_a_fresh_request_is_not_warned_about_and_its_date_is_shown(client: Client) -> None:
    shown = client.get(sent(client, filled(email="agnes@example.org"))).content.decode()
    assert "reached us" not in shown
    assert "By when the answer is due" in shown


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"received_on": (datetime.now(LONDON) + timedelta(days=1)).date().isoformat()}, "still to come"),
        ({"received_on": "2014-05-05"}, "25 May 2018"),
        ({"received_on": ""}, "Give the day on which the request reached us."),
        ({"received_time": "25:10"}, "Write the time like this: 14:30."),
        ({"rights": []}, "Tick what they ask for."),
        ({"rights": ["everything"]}, "Tick something from the list."),
        ({"channel": "web_form"}, "Select a valid choice"),
        ({"relation": ""}, "Choose what they are to us."),
        ({"email": "agnes at home"}, "name@example.org"),
        ({"words": "w" * 50_001}, "please take out 1."),
    ],
)
def test_what_cannot_be_is_refused_and_all_that_was_typed_stays(
    client: Client, given: dict[str, object], sentence: str
) -> None:
    shown = sent(client, filled(**given))
    assert sentence in shown
    assert "Agnes Thornbury" in shown
    assert "3 Quarry Cottages" in shown
    assert Submission.objects.count() == 0


def test_a_time_that_is_still_to_come_is_refused_even_today() -> None:
    controller = an_office()
    now = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    with pytest.raises(Refused, match="not that late yet"):
        logging_in.instant_of(controller, now.date(), datetime(2026, 1, 1, 9, 31).time(), now)


@pytest.mark.parametrize(
    ("on", "at", "now", "instant"),
    [
        # Nobody knows the time: the office opens at nine, in the controller's zone.
        ((2026, 7, 6), None, (2026, 7, 8, 12), (2026, 7, 6, 8)),
        # Before the office opens, it is now: nothing is taken from the future.
        ((2026, 11, 24), None, (2026, 11, 24, 7), (2026, 11, 24, 7)),
        # Just after midnight in London it is still yesterday in UTC; the day is the office's.
        ((2026, 7, 8), (0, 10), (2026, 7, 7, 23, 20), (2026, 7, 7, 23, 10)),
    ],
)
def test_the_instant_of_receipt(
    on: tuple[int, int, int],
    at: tuple[int, int] | None,
    now: tuple[int, ...],
    instant: tuple[int, ...],
) -> None:
    time = datetime(2000, 1, 1, *at).time() if at else None
    found = logging_in.instant_of(
        an_office(),
        datetime(*on).date(),
        time,
        datetime(*now, tzinfo=UTC),  # type: ignore[misc,arg-type]  # the parts of an instant, zone by name
    )
    assert found == datetime(*instant, tzinfo=UTC)  # type: ignore[misc,arg-type]  # as above
    assert found.astimezone(LONDON).date() == datetime(*on).date()


def test_forty_thousand_characters_and_signs_nobody_sees(client: Client) -> None:
    page = filled(words="ü" * 40_000, name="Agnes\x00 Thorn\x07bury")
    submission = saved(client, page)
    assert submission.open("words") == "ü" * 40_000
    assert submission.person.open("name") == "Agnes Thornbury"


def test_without_a_name_or_any_address_it_is_saved_all_the_same(client: Client) -> None:
    page = filled(name="", address="", channel="phone")
    shown = client.get(sent(client, page)).content.decode()
    assert "Nothing can be sent to this person yet" in shown
    client.post(reverse("dsar:log_check", args=[page["key"]]))
    submission = Submission.objects.get()
    assert submission.person.name is None
    overview = client.get(reverse("dsar:case", args=[submission.cases.get().id]))
    assert overview.status_code == 200
    assert client.get(reverse("dsar:cases")).status_code == 200


def test_scans_are_sealed_and_go_with_the_request(client: Client) -> None:
    page = filled(upload=[SimpleUploadedFile("letter.txt", b"Dear all, what do you hold?")], rights=[])
    shown = sent(client, page)
    assert "Kept already:" in shown
    assert "letter.txt" in shown
    submission = saved(client, page | {"rights": ["access"], "upload": []})
    stored = StoredFile.objects.get(submission=submission)
    assert stored.open("name") == "letter.txt"
    assert b"Dear all" not in stored.path.read_bytes()
    case = submission.cases.get()
    address = reverse("dsar:case_file", args=[case.id, stored.pk])
    assert address in client.get(reverse("dsar:case", args=[case.id])).content.decode()
    opened = client_of(Role.AUDITOR).get(address)
    assert b"".join(opened.streaming_content) == b"Dear all, what do you hold?"  # type: ignore[attr-defined]  # a streamed answer
    assert Event.objects.get(type=EventType.MATERIAL_VIEWED).data == {"file": str(stored.id)}
    assert client_of(Role.MANAGER).get(address).status_code == 404


def test_twenty_six_megabytes_are_refused_and_the_page_stays(client: Client) -> None:
    page = filled(upload=[SimpleUploadedFile("tape.txt", b"a" * 26_000_000)])
    shown = sent(client, page)
    assert "larger than 25 MB" in shown
    assert "Agnes Thornbury" in shown
    assert StoredFile.objects.count() == 0


def test_a_scan_can_be_taken_out(client: Client) -> None:
    page = filled(upload=[SimpleUploadedFile("letter.txt", b"Dear all")])
    check = sent(client, page)
    stored = StoredFile.objects.get()
    assert client.post(reverse("dsar:log_remove_file", args=[page["key"], stored.pk])).url == check
    assert StoredFile.objects.count() == 0


def test_what_was_filled_in_can_be_changed(client: Client) -> None:
    page = filled()
    sent(client, page)
    shown = client.get(reverse("dsar:log_change", args=[page["key"]])).content.decode()
    assert "Agnes Thornbury" in shown
    assert saved(client, page | {"name": "Agnes Thornberry"}).person.open("name") == "Agnes Thornberry"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.MANAGER])
def test_those_who_do_not_work_on_cases_log_nothing(client: Client, role: Role) -> None:
    other = client_of(role)
    assert other.get(reverse("dsar:log_request")).status_code == 403
    assert other.post(reverse("dsar:log_request"), filled()).status_code == 403
    assert "Log a request" not in client_of(Role.AUDITOR).get(reverse("dsar:today")).content.decode()
    assert Draft.objects.count() == 0


def test_nobody_finds_the_page_of_a_colleague(client: Client) -> None:
    page = filled()
    check = sent(client, page)
    other = signed_in(a_colleague(an_office(), Role.CASEWORKER))
    assert other.get(check).status_code == 404
    assert other.post(check).status_code == 404
    assert "no longer good" in sent(other, page)
    saved(client, page)
    assert "saved already" in sent(other, page)


def test_a_request_is_logged_for_a_controller_one_works_for(client: Client) -> None:
    birch = another_controller()
    address = f"{reverse('dsar:log_request')}?controller=birch"
    assert client.get(address).status_code == 404
    both = a_colleague(birch, Role.DPO, staff(Role.DPO).email.replace("@", "+2@"))
    assert signed_in(both).get(address).status_code == 200
    assert signed_in(both).get(f"{reverse('dsar:log_request')}?controller=alder").status_code == 404


def test_every_right_can_be_logged(client: Client) -> None:
    submission = saved(client, filled(rights=[right.value for right in RIGHTS_OF_LAW]))
    assert submission.cases.count() == len(RIGHTS_OF_LAW)
    assert submission.channel == Channel.POST
