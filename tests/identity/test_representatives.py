"""Whoever writes for somebody else: two questions, and nothing leaves until both are settled."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest

from dsar.enums import Channel, EventType, Relation, Right, Role, Status
from dsar.models import Case, Controller, Delivery, Event, Job, Submission
from dsar.services import cases, contacts
from dsar.services.errors import Refused
from dsar.services.outbox import rendered
from dsar.services.submissions import Asked, receive
from dsar.spokes import Representing
from identity.enums import AuthorityProof, AuthorityState, Competence, Doubt, Purpose
from identity.models import Check, Representative
from identity.services import authority_choices, checks, codes, representatives
from tests.factories.office import NOW, an_office, staff
from tests.identity.requester import text_of
from tests.identity.world import desk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
RECEIVED_ON = date(2026, 11, 24)
SOLICITOR = Representing(
    kind="solicitor",
    name="Petra Hollis",
    email="petra@hollis.example.org",
    firm="Hollis and Finch",
    says="She is our client.",
)
PARENT = Representing(kind="parent", name="Noor Ashby", email="noor@example.org", says="I am his mother.")


def written_for(
    who: Representing = SOLICITOR, *, controller: Controller | None = None, email: str = "sofia@example.org"
) -> Submission:
    """A submission that somebody else sent for the person, as it came through the form."""
    asked = Asked(
        name="Sofia Lindqvist",
        email=email,
        address="12 Lantern Row",
        rights=[Right.ACCESS],
        relation=Relation.CUSTOMER,
        words="Everything, please.",
        representative=who,
    )
    return receive(
        asked,
        submission_id=uuid4(),
        controller=controller or an_office(),
        channel=Channel.WEB_FORM,
        received_at=NOW,
        now=NOW,
    )


def case_of(submission: Submission) -> Case:
    return submission.cases.select_related("controller", "submission").get()


def known(submission: Submission, on: date = RECEIVED_ON) -> None:
    """It is settled who the person is."""
    checks.settle(
        submission, method="document", arrived_on=on, actor=staff(Role.CASEWORKER), now=NOW + 8 * DAY
    )


def may(submission: Submission, *, days: int = 3, expires_on: date | None = None) -> None:
    """It is accepted that the representative may act."""
    representatives.accept(
        submission,
        proof=AuthorityProof.LETTER,
        shown="Signed, names this request.",
        arrived_on=(NOW + days * DAY).date(),
        expires_on=expires_on,
        actor=staff(Role.CASEWORKER),
        now=NOW + (days + 2) * DAY,
    )


def ask(submission: Submission, days: int = 1) -> Representative:
    return representatives.ask(
        case_of(submission), why="You are not known.", actor=staff(Role.CASEWORKER), now=NOW + days * DAY
    )


def to(kind: str) -> str:
    return Delivery.objects.get(kind=kind).open("to")


def test_what_we_write_and_the_codes_go_to_the_representative() -> None:
    submission = written_for()
    assert to("acknowledgement") == "petra@hollis.example.org"
    codes.send(submission, Purpose.PAGE, now=NOW)
    assert to("code") == "petra@hollis.example.org"


def test_the_mailbox_of_a_representative_proves_nothing_about_the_person() -> None:
    submission = written_for()
    checks.contact_proven(submission, now=NOW)
    assert not Job.objects.filter(kind="match_contact").exists()
    assert not Check.objects.exclude(state="open").exists()


@pytest.mark.parametrize("first", ["person", "authority"])
def test_nothing_is_searched_until_both_questions_are_settled(first: str) -> None:
    submission = written_for()
    caseworker = staff(Role.CASEWORKER)
    (known if first == "person" else may)(submission)
    case = case_of(submission)
    assert (case.status, case.identity_settled_at) == (Status.RECEIVED, None)
    with pytest.raises(Refused):
        cases.move(case, "search", actor=caseworker, now=NOW + 6 * DAY)
    (may if first == "person" else known)(submission)
    case = case_of(submission)
    assert case.status == Status.READY
    assert case.identity_settled_at is not None
    assert case.limit_on == date(2026, 12, 24)


def test_only_authority_that_was_asked_for_delays_the_month() -> None:
    submission = written_for()
    ask(submission)
    case = case_of(submission)
    assert (case.status, case.clock_state, case.limit_on) == (Status.AWAITING_IDENTITY, "not_started", None)
    mail = rendered(Delivery.objects.get(kind="authority_request"))
    words = mail.text.replace("\n", " ")
    assert to("authority_request") == "petra@hollis.example.org"
    assert "You are not known." in words
    assert "starts on the day on which enough proof, or the person’s own word, arrives" in words
    assert "Lindqvist" not in words
    known(submission)
    assert case_of(submission).clock_state == "not_started"
    may(submission, days=3)
    case = case_of(submission)
    assert (case.status, case.clock_start_on, case.limit_on) == (
        Status.READY,
        date(2026, 11, 27),
        date(2026, 12, 29),
    )
    started = rendered(Delivery.objects.get(kind="clock_started")).text.replace("\n", " ")
    assert "27 November 2026" in started


def test_in_the_union_the_time_stands_still_for_authority() -> None:
    controller = an_office()
    controller.jurisdiction, controller.zone = "eu-ie", "Europe/Dublin"
    controller.save()
    submission = written_for(controller=controller)
    ask(submission)
    assert case_of(submission).clock_state == "paused"
    may(submission, days=3)
    case = case_of(submission)
    assert case.clock_start_on == NOW.date()
    assert case.limit_on is not None
    assert case.limit_on > date(2026, 12, 24)


def test_both_asked_for_the_later_day_counts() -> None:
    submission = written_for()
    case = case_of(submission)
    checks.ask(case, doubt=Doubt.UNUSUAL, why="Odd.", actor=staff(Role.CASEWORKER), now=NOW)
    ask(submission, days=0)
    may(submission, days=1)
    known(submission, on=(NOW + 6 * DAY).date())
    assert case_of(submission).clock_start_on == date(2026, 11, 30)


def test_authority_that_is_not_enough_is_refused_in_writing_and_may_come_again() -> None:
    submission = written_for()
    ask(submission)
    representatives.refuse(
        submission,
        what="a letter",
        arrived_on=(NOW + DAY).date(),
        reason="It is not signed.",
        actor=staff(Role.CASEWORKER),
        now=NOW + 2 * DAY,
    )
    assert Representative.objects.get().state == AuthorityState.REFUSED
    words = rendered(Delivery.objects.get(kind="authority_refused")).text.replace("\n", " ")
    assert "It is not signed." in words
    assert "It is just as good if the person tells us in their own words" in words
    assert case_of(submission).limit_on is None
    may(submission)
    assert Representative.objects.get().state == AuthorityState.ACCEPTED


def test_the_person_confirms_a_representative_directly() -> None:
    submission = written_for()
    ask(submission)
    representatives.accept(
        submission,
        proof=AuthorityProof.OWN_WORD,
        shown="She called from the number we have.",
        arrived_on=(NOW + 2 * DAY).date(),
        expires_on=None,
        actor=staff(Role.CASEWORKER),
        now=NOW + 4 * DAY,
    )
    event = Event.objects.get(type=EventType.AUTHORITY_SETTLED)
    assert (event.data["proof"], event.data["arrived_on"]) == ("own_word", "2026-11-26")


def test_a_parent_acts_only_once_somebody_decided_about_the_child() -> None:
    submission = written_for(PARENT)
    with pytest.raises(Refused, match="First decide whether the child understands"):
        may(submission)
    decide(submission, Competence.UNDERSTANDS, "Fifteen, wrote to us herself.")
    with pytest.raises(Refused, match="only their own word"):
        may(submission)
    decide(submission, Competence.DOES_NOT, "Six years old; no order of a court; no risk known.")
    may(submission)
    row = Representative.objects.get()
    assert (row.state, row.competence_by) == (AuthorityState.ACCEPTED, staff(Role.CASEWORKER))


def decide(submission: Submission, competence: Competence, considered: str) -> None:
    authority_choices.decide_competence(
        submission, competence=competence, considered=considered, actor=staff(Role.CASEWORKER), now=NOW
    )


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("uk-sct", "Scotland"),
        ("uk-ew", "12 is a reasonable guide"),
        ("eu-ie", "member state"),
    ],
)
def test_what_is_said_of_a_child_is_the_law_of_the_place(place: str, said: str) -> None:
    assert said in str(authority_choices.guidance(Controller(jurisdiction=place)))


def test_authority_runs_out_and_nothing_leaves_any_more() -> None:
    submission = written_for()
    known(submission)
    may(submission, expires_on=(NOW + 10 * DAY).date())
    assert authority_choices.expire(NOW + 10 * DAY) == 0
    assert authority_choices.expire(NOW + 11 * DAY) == 1
    assert authority_choices.expire(NOW + 11 * DAY) == 0
    case = case_of(submission)
    assert (case.status, case.identity_settled_at) == (Status.READY, None)
    with pytest.raises(Refused, match="Nothing leaves, and nothing is searched"):
        cases.move(case, "search", actor=staff(Role.CASEWORKER), now=NOW + 11 * DAY)
    before = case.limit_on
    may(submission, days=12)
    case = case_of(submission)
    assert case.identity_settled_at is not None
    assert case.limit_on == before


def test_two_representatives_are_not_noted_and_nobody_is_without_a_way_to_write() -> None:
    submission = written_for()
    with pytest.raises(Refused, match="noted already"):
        representatives.name(submission, PARENT, None, NOW)
    with pytest.raises(Refused, match="e-mail or postal address"):
        representatives.name(
            written_for_nobody(), Representing(kind="other", name="Ida", email=""), None, NOW
        )


def written_for_nobody() -> Submission:
    from tests.factories.office import a_submission

    return a_submission(email="alone@example.org")


def test_names_of_a_representative_are_sealed_and_never_in_the_log() -> None:
    submission = written_for()
    ask(submission)
    for event in Event.objects.filter(submission=submission):
        assert "Hollis" not in json.dumps(event.data)
    row = Representative.objects.get()
    assert "Hollis" not in row.name.token
    assert row.open("firm") == "Hollis and Finch"


def test_the_desk_takes_a_representative_through_all_steps() -> None:
    import time_machine

    submission = written_for(PARENT)
    tab = f"/desk/cases/{case_of(submission).id}/identity/"
    with time_machine.travel(NOW + DAY, tick=False):
        client, _ = desk(Role.CASEWORKER)
        words = text_of(client.get(tab))
        assert "Who acts for them" in words
        assert "12 is a reasonable guide" in words
        fault = client.post(f"{tab}representative/accept/", {"accept-authority-shown": "Kept"})
        assert "Say what shows it." in text_of(fault)
        assert "Kept" in fault.content.decode()
        client.post(f"{tab}representative/ask/", {"ask-authority-why": "Please show it."})
        client.post(
            f"{tab}representative/child/",
            {"child-competence": "does_not", "child-considered": "Six years old."},
        )
        client.post(
            f"{tab}representative/answer/", {"direct-to": "person", "direct-why": "The court says so."}
        )
        done = client.post(
            f"{tab}representative/accept/",
            {
                "accept-authority-proof": "parental_responsibility",
                "accept-authority-arrived_on": "2026-11-25",
                "accept-authority-expires_on": "",
                "accept-authority-shown": "Birth certificate.",
            },
            follow=True,
        )
        words = text_of(done)
    assert "It is accepted that they may act." in words
    assert "accepted Proof of parental responsibility" in words
    assert "the person directly The court says so." in words


def test_a_changed_mailbox_of_the_person_is_opened_again_for_the_representative_too() -> None:
    submission = written_for()
    may(submission)
    known(submission)
    case = case_of(submission)
    now_at = contacts.of(submission.person)
    contact = contacts.Contact(now_at.name, "new@example.org", "", now_at.address)
    contacts.correct(case, contact, actor=staff(Role.CASEWORKER), now=NOW + DAY)
    assert case_of(submission).identity_settled_at is None
    assert cases.locked(case).status == Status.READY
