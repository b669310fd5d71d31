"""The desk's pages of complaints: who may come in, who may act, what they do, what is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dsar.enums import Channel, ComplaintState, DeliveryState, EventType, Role
from dsar.models import Complaint, Delivery, Event
from dsar.services.complaints.about import About
from tests.factories.complaints import EMAIL, a_complaint, go_out
from tests.factories.office import a_case, an_office, staff
from tests.factories.staff import a_colleague, another_controller, client_of, signed_in
from tests.support.mail import MailServer

pytestmark = pytest.mark.django_db
FORMS = ("acknowledge", "note", "progress", "withdraw", "request")
SAID = "You answered too late"
LOGGED = {
    "controller": "alder",
    "channel": "phone",
    "at": "",
    "words": "They never wrote back to me.",
    "reference": "",
    "name": "Rowan Ashdown",
    "email": EMAIL,
    "address": "",
}
ANSWERED = {
    "points": "3",
    "outcome": "upheld",
    "point_1": "You never wrote back",
    "answer_1": "That is so.",
    "remedy": "We have written now.",
    "changes": "Two people read the mailbox.",
    "way": "mail",
}


@pytest.fixture
def complaint() -> Complaint:
    an_office()
    return a_complaint(now=timezone.now() - timedelta(hours=2))


def page(complaint: Complaint, name: str = "complaint") -> str:
    return reverse(f"dsar:{name}", args=[complaint.pk])


def happened() -> int:
    return Event.objects.exclude(type=EventType.SIGNED_IN).count()


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.DPO, Role.AUDITOR])
def test_readers_see_it_and_that_is_logged(complaint: Complaint, role: Role) -> None:
    client = client_of(role)
    listed = client.get(reverse("dsar:complaints")).content.decode()
    assert complaint.reference in listed
    assert "Rowan Ashdown" in listed
    shown = client.get(page(complaint)).content.decode()
    assert SAID in shown
    assert "Data Protection Act 2018 s. 164A" in shown
    (seen,) = Event.objects.filter(type=EventType.COMPLAINT_VIEWED)
    assert (seen.actor, seen.actor_role) == (staff(role), role)
    assert Event.objects.filter(type=EventType.LIST_VIEWED).count() == 1


def test_a_manager_sees_counts_and_no_complaint(complaint: Complaint) -> None:
    client = client_of(Role.MANAGER)
    listed = client.get(reverse("dsar:complaints")).content.decode()
    assert "Complaints by quarter" in listed
    assert "Rowan Ashdown" not in listed
    assert complaint.reference not in listed
    assert client.get(page(complaint)).status_code == 404
    assert client.get(reverse("dsar:complaint_log")).status_code == 403


def test_of_others_nothing_is_there(complaint: Complaint) -> None:
    outsider = signed_in(a_colleague(another_controller(), Role.DPO))
    assert complaint.reference not in outsider.get(reverse("dsar:complaints")).content.decode()
    before = happened()
    for name in ("complaint", *(f"complaint_{form}" for form in (*FORMS, "answer", "letter"))):
        assert outsider.get(page(complaint, name)).status_code == 404
    assert outsider.post(page(complaint, "complaint_answer"), ANSWERED).status_code == 404
    assert happened() == before


def test_an_auditor_reads_and_changes_nothing(complaint: Complaint) -> None:
    client = client_of(Role.AUDITOR)
    shown = client.get(page(complaint)).content.decode()
    assert 'method="post"' not in shown.replace('method="post" action="/accounts/logout/"', "")
    before = happened()
    for name in (*FORMS, "owner", "answer", "post"):
        answer = client.post(page(complaint, f"complaint_{name}"), {"text": "x", "way": "mail"})
        assert answer.status_code == 403, name
    assert client.get(reverse("dsar:complaint_log")).status_code == 403
    assert happened() == before


def test_a_caseworker_works_and_does_not_answer(complaint: Complaint) -> None:
    client = client_of(Role.CASEWORKER)
    answer = client.post(page(complaint, "complaint_answer"), ANSWERED | {"close": "1"})
    assert answer.status_code == 403
    assert "Only a DPO can answer" in answer.content.decode()
    assert "Answer it" not in client.get(page(complaint)).content.decode()
    client.post(page(complaint, "complaint_owner"), {"owner": staff(Role.CASEWORKER).pk})
    assert Complaint.objects.get().owner == staff(Role.CASEWORKER)
    client.post(page(complaint, "complaint_acknowledge"), {"way": "mail"})
    assert Delivery.objects.get().open("to") == EMAIL


def test_one_that_came_by_phone_is_logged_with_its_true_day() -> None:
    an_office()
    client = client_of(Role.CASEWORKER)
    form = LOGGED | {"key": str(uuid4()), "on": (timezone.localdate() - timedelta(days=3)).isoformat()}
    for _press in range(2):
        answer = client.post(reverse("dsar:complaint_log"), form)
    row = Complaint.objects.get()
    assert answer.headers["Location"] == page(row)
    assert row.received_on == timezone.localdate() - timedelta(days=3)
    assert (row.channel, row.open("words"), row.submission) == (Channel.PHONE, LOGGED["words"], None)
    assert not Delivery.objects.exists(), "staff confirm it themselves"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"words": ""}, "Write down what the person says"),
        ({"email": ""}, "Give an e-mail or a postal address"),
        ({"on": "2026-02-31"}, "There is a problem"),
        ({"on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "later than now"),
        ({"reference": "K7QM-2XPD"}, "No request has the reference"),
        ({"at": "quarter past"}, "Write the time like this"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(changed: dict[str, str], said: str) -> None:
    an_office()
    form = LOGGED | {"key": str(uuid4()), "on": timezone.localdate().isoformat()} | changed
    answer = client_of(Role.CASEWORKER).post(reverse("dsar:complaint_log"), form)
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert said in shown
    assert "Rowan Ashdown" in shown
    assert not Complaint.objects.exists()


def test_logged_from_a_case_it_is_about_that_case() -> None:
    case = a_case(now=timezone.now() - timedelta(days=2))
    client = client_of(Role.CASEWORKER)
    overview = client.get(reverse("dsar:case", args=[case.pk])).content.decode()
    address = f"{reverse('dsar:complaint_log')}?about={case.reference}"
    assert address in overview
    assert f'value="{case.reference}"' in client.get(address).content.decode()
    form = LOGGED | {
        "key": str(uuid4()),
        "on": timezone.localdate().isoformat(),
        "reference": case.reference,
    }
    client.post(reverse("dsar:complaint_log"), form)
    row = Complaint.objects.get()
    assert (row.case, row.submission) == (case, case.submission)
    assert row.reference in client.get(reverse("dsar:case", args=[case.pk])).content.decode()


def test_a_letter_is_made_printed_and_marked_as_posted(complaint: Complaint) -> None:
    client = client_of(Role.CASEWORKER)
    client.post(page(complaint, "complaint_acknowledge"), {"way": "post"})
    letter = Delivery.objects.get()
    assert letter.state == DeliveryState.TO_POST
    pdf = client.get(reverse("dsar:complaint_post_letter", args=[complaint.pk, letter.pk]))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert Event.objects.filter(type=EventType.LETTER_VIEWED).count() == 1
    address = reverse("dsar:complaint_posted", args=[complaint.pk, letter.pk])
    early = client.post(address, {"on": "2020-01-01"})
    assert early.status_code == 400
    client.post(address, {"on": timezone.localdate().isoformat()})
    assert Complaint.objects.get().state == ComplaintState.ACKNOWLEDGED
    other = a_complaint(now=timezone.now())
    assert client.get(reverse("dsar:complaint_posted", args=[other.pk, letter.pk])).status_code == 404


def test_steps_are_kept_and_the_person_hears_how_far_we_are(complaint: Complaint) -> None:
    client = client_of(Role.CASEWORKER)
    client.post(
        page(complaint, "complaint_note"), {"text": "Read the case.", "on": timezone.localdate().isoformat()}
    )
    empty = client.post(page(complaint, "complaint_progress"), {"text": "", "way": "mail"})
    assert empty.status_code == 400
    client.post(page(complaint, "complaint_progress"), {"text": "We read your case.", "way": "mail"})
    shown = client.get(page(complaint)).content.decode()
    assert "Read the case." in shown
    assert "told to the person" in shown
    assert Delivery.objects.get().kind == "complaint_progress"


def test_the_dpo_looks_at_the_letter_and_then_answers(complaint: Complaint) -> None:
    client = client_of(Role.DPO)
    address = page(complaint, "complaint_answer")
    looked = client.post(address, ANSWERED | {"look": "1"}).content.decode()
    assert "The letter as it would be sent" in looked
    assert "Dear Rowan Ashdown" in looked
    assert Complaint.objects.get().state == ComplaintState.RECEIVED
    client.post(address, ANSWERED | {"close": "1"})
    row = Complaint.objects.get()
    assert (row.state, row.outcome, row.independent) == (ComplaintState.CLOSED, "upheld", True)
    shown = client.get(page(row)).content.decode()
    assert "who had no part in it" in shown
    again = client.post(address, ANSWERED | {"close": "1"})
    assert again.status_code == 400
    assert "closed already" in again.content.decode()
    assert Delivery.objects.count() == 1
    assert client.get(page(row, "complaint_letter")).status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"outcome": ""}, "Choose how the complaint ends"),
        ({"answer_1": ""}, "Answer this point"),
        ({"point_1": "", "answer_1": ""}, "at least one point"),
        ({"answer_2": "Also."}, "Write which point this answers"),
        ({"remedy": ""}, "Write what you put right"),
        ({"part": "on"}, "Say why"),
    ],
)
def test_an_answer_that_lacks_something_is_kept_on_the_page(
    complaint: Complaint, changed: dict[str, str], said: str
) -> None:
    answer = client_of(Role.DPO).post(
        page(complaint, "complaint_answer"), ANSWERED | changed | {"close": "1"}
    )
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert said in shown
    assert "Two people read the mailbox." in shown
    assert Complaint.objects.get().state == ComplaintState.RECEIVED


def test_there_is_room_for_more_points_without_losing_one(complaint: Complaint) -> None:
    shown = client_of(Role.DPO).post(page(complaint, "complaint_answer"), ANSWERED | {"more": "1"})
    assert shown.status_code == 200
    words = shown.content.decode()
    assert 'name="point_6"' in words
    assert "That is so." in words
    for points in ("-1", "0", "999", "x"):
        bad = client_of(Role.DPO).post(page(complaint, "complaint_answer"), {"points": points, "more": "1"})
        assert bad.status_code == 200


def test_the_navigation_says_how_many_are_late_and_today_what_to_acknowledge() -> None:
    an_office()
    a_complaint(now=timezone.now() - timedelta(days=20))
    answer = client_of(Role.DPO).get("/desk/")
    room = next(item for item in answer.context["nav"]() if item["label"] == "Complaints")
    assert room["late"] == 1
    assert len(client_of(Role.DPO).get(room["late_url"]).context["lines"]) == 1
    assert "complaints to acknowledge" in answer.content.decode()


def test_a_mail_that_failed_is_seen_and_the_letter_posted(
    complaint: Complaint, smtp_server: MailServer
) -> None:
    client: Client = client_of(Role.DPO)
    client.post(page(complaint, "complaint_answer"), ANSWERED | {"close": "1"})
    smtp_server.answer = "550 No such person"
    go_out(Delivery.objects.get(), timezone.now())
    assert "could not be delivered" in client.get(page(complaint)).content.decode()
    client.post(page(complaint, "complaint_post"))
    assert Delivery.objects.filter(state=DeliveryState.TO_POST).count() == 1
    assert "could not be delivered" not in client.get(page(complaint)).content.decode()


def test_in_the_union_the_page_says_that_no_law_sets_a_day() -> None:
    controller = an_office()
    controller.jurisdiction, controller.zone = "eu-ie", "Europe/Dublin"
    controller.save()
    case = a_case(controller=controller, now=timezone.now() - timedelta(days=1))
    row = a_complaint(controller=controller, now=timezone.now(), about=About(case.submission, case))
    shown = client_of(Role.DPO).get(page(row)).content.decode()
    assert "own targets" in shown
    assert "Acknowledge by" not in shown
