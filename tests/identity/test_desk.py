"""The Identity tab over HTTP: asking, looking, deciding, what arrived by other ways, and who may."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from dsar.enums import EventType, JobState, Role, Status
from dsar.models import Case, Delivery, Event, Job
from dsar.services import files
from dsar.spokes import registry
from identity.enums import CheckState, Doubt, EvidenceState
from identity.methods import document
from identity.models import Check, Evidence
from identity.services import checks
from tests.factories.office import NOW, a_case, staff
from tests.identity.requester import text_of
from tests.identity.world import a_document, desk, upload

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "The name on the request is not the one we know."


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The day after the request."""
    with time_machine.travel(NOW + DAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def case() -> Case:
    return a_case()


@pytest.fixture
def client(case: Case) -> Client:
    return desk(Role.CASEWORKER)[0]


def tab(case: Case) -> str:
    return f"/desk/cases/{case.id}/identity/"


def ask(case: Case, doubt: Doubt = Doubt.NAME_DIFFERS) -> Check:
    return checks.ask(case, doubt=doubt, why=WHY, actor=staff(Role.CASEWORKER), now=NOW + DAY)


def test_asking_lets_the_limit_wait_and_tells_the_person(case: Case, client: Client) -> None:
    assert "Once you have asked, the limit waits" in text_of(client.get(tab(case)))
    asked = client.post(f"{tab(case)}ask/", {"ask-doubt": "name_differs", "ask-why": WHY}, follow=True)
    words = text_of(asked)
    assert "Proof was asked for. The person is told by e-mail." in words
    assert f"We know the e-mail address under another name. {WHY}" in words
    case.refresh_from_db()
    assert (case.status, case.limit_on, case.clock_state) == (Status.AWAITING_IDENTITY, None, "not_started")
    assert Delivery.objects.filter(kind="id_request").count() == 1
    again = client.post(f"{tab(case)}ask/", {"ask-doubt": "unusual", "ask-why": "More"}, follow=True)
    assert "Proof was asked for already" in text_of(again)
    assert Delivery.objects.filter(kind="id_request").count() == 1


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"ask-doubt": "name_differs", "ask-why": " "}, "Say what makes it doubtful who is asking."),
        ({"ask-doubt": "", "ask-why": "Kept as typed"}, "Choose what is doubtful."),
        (
            {"ask-doubt": "bad\x00", "ask-why": "x" * 40_000},
            "1,000 characters: please take out 39,000.",
        ),
    ],
)
def test_a_doubt_needs_its_reason_and_nothing_typed_is_lost(
    case: Case, client: Client, posted: dict[str, str], said: str
) -> None:
    page = client.post(f"{tab(case)}ask/", posted)
    assert page.status_code == 200
    assert said in text_of(page)
    assert posted["ask-why"].strip() in page.content.decode()
    assert Check.objects.get().state == CheckState.OPEN
    assert Event.objects.filter(type=EventType.IDENTITY_REQUESTED).count() == 0


def test_a_late_question_is_warned_about(case: Case, clock: time_machine.Traveller) -> None:
    clock.move_to(NOW + 5 * DAY)
    client = desk(Role.CASEWORKER)[0]
    assert "A doubt is asked about promptly" not in text_of(client.get(tab(case)))
    clock.move_to(NOW + 6 * DAY)
    client = desk(Role.CASEWORKER)[0]
    words = text_of(client.get(tab(case)))
    assert "The request arrived 6 days ago. A doubt is asked about promptly." in words


def test_even_after_the_limit_a_question_is_answered_in_words(
    case: Case, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW + 60 * DAY)
    client = desk(Role.CASEWORKER)[0]
    answer = client.post(f"{tab(case)}ask/", {"ask-doubt": "unusual", "ask-why": WHY}, follow=True)
    assert "Proof was asked for. The person is told by e-mail." in text_of(answer)


def test_a_document_is_looked_at_as_an_attachment_and_that_is_logged(case: Case, client: Client) -> None:
    ask(case)
    evidence = a_document(case.submission, now=NOW + DAY, content=b"<script>scan</script>")
    answer = client.get(f"{tab(case)}documents/{evidence.id}/")
    assert b"".join(answer.streaming_content) == b"<script>scan</script>"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="licence.png"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    seen = Event.objects.get(type=EventType.EVIDENCE_VIEWED)
    assert (seen.actor, seen.data) == (staff(Role.CASEWORKER), {"evidence": str(evidence.id)})
    client.get(f"{tab(case)}documents/{evidence.id}/")
    assert Event.objects.filter(type=EventType.EVIDENCE_VIEWED).count() == 2


@pytest.mark.parametrize(
    ("role", "status"), [(Role.CASEWORKER, 200), (Role.DPO, 200), (Role.AUDITOR, 403), (Role.MANAGER, 404)]
)
def test_only_those_who_check_it_see_a_document(case: Case, role: Role, status: int) -> None:
    evidence = a_document(case.submission, now=NOW + DAY)
    answer = desk(role)[0].get(f"{tab(case)}documents/{evidence.id}/")
    assert answer.status_code == status
    assert Event.objects.filter(type=EventType.EVIDENCE_VIEWED).count() == (status == 200)
    if status == 403:
        assert "Only those who check who is asking may look" in answer.content.decode()
        assert "only those who check it may look at it" in desk(role)[0].get(tab(case)).content.decode()


def test_an_auditor_reads_and_changes_nothing(case: Case) -> None:
    evidence = a_document(case.submission, now=NOW + DAY)
    auditor = desk(Role.AUDITOR)[0]
    page = auditor.get(tab(case))
    assert page.status_code == 200
    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main>")[0]
    for path in ("ask/", "look-up/", "documents/", f"documents/{evidence.id}/accept/"):
        assert auditor.post(f"{tab(case)}{path}", {}).status_code == 403
    assert Client().get(tab(case)).status_code == 302


def test_another_cases_document_is_not_found(case: Case, client: Client) -> None:
    other = a_case(email="other@example.org")
    evidence = a_document(other.submission, now=NOW + DAY)
    assert client.get(f"{tab(case)}documents/{evidence.id}/").status_code == 404
    for step in ("accept", "refuse"):
        assert client.post(f"{tab(case)}documents/{evidence.id}/{step}/", {}).status_code == 404


def test_accepting_settles_it_as_of_the_day_it_arrived(case: Case, clock: time_machine.Traveller) -> None:
    ask(case)
    evidence = a_document(case.submission, now=NOW + 3 * DAY)
    clock.move_to(NOW + 6 * DAY)
    client = desk(Role.CASEWORKER)[0]
    path = f"{tab(case)}documents/{evidence.id}/accept/"
    empty = client.post(path, {f"accept-{evidence.id.hex}-compared": " "})
    assert "Say what you compared" in text_of(empty)
    done = client.post(path, {f"accept-{evidence.id.hex}-compared": "Name and address"}, follow=True)
    assert "The day on which the document arrived counts." in text_of(done)
    case.refresh_from_db()
    assert (case.status, str(case.clock_start_on), str(case.limit_on)) == (
        "ready",
        "2026-11-27",
        "2026-12-29",
    )
    again = client.post(path, {f"accept-{evidence.id.hex}-compared": "Again"}, follow=True)
    assert "Somebody has decided about this document already." in text_of(again)


def test_a_first_document_that_is_not_enough_does_not_count(case: Case, client: Client) -> None:
    ask(case)
    first = a_document(case.submission, now=NOW + 2 * DAY, content=b"one")
    path = f"{tab(case)}documents/{first.id}/refuse/"
    assert "Say why the document does not settle it." in text_of(
        client.post(path, {f"refuse-{first.id.hex}-reason": ""})
    )
    client.post(path, {f"refuse-{first.id.hex}-reason": "The name cannot be read."})
    assert Delivery.objects.filter(kind="id_not_accepted").count() == 1
    case.refresh_from_db()
    assert (case.status, case.limit_on) == (Status.AWAITING_IDENTITY, None)
    second = a_document(case.submission, now=NOW + 6 * DAY, content=b"two")
    document.accept(second, compared="All", actor=staff(Role.CASEWORKER), now=NOW + 8 * DAY)
    case.refresh_from_db()
    assert str(case.clock_start_on) == "2026-11-30"


def test_a_document_by_post_has_its_true_day(case: Case, clock: time_machine.Traveller) -> None:
    ask(case)
    clock.move_to(NOW + 10 * DAY)
    client = desk(Role.CASEWORKER)[0]
    posted = {"add-kind": "passport", "add-by": "post", "add-arrived_on": "2026-12-01", "add-file": upload()}
    done = client.post(f"{tab(case)}documents/", posted, follow=True)
    assert "The document is kept." in text_of(done)
    evidence = Evidence.objects.get()
    event = Event.objects.get(type=EventType.EVIDENCE_RECEIVED)
    assert str(evidence.arrived_on) == str(event.occurred_on) == "2026-12-01"
    assert (event.actor, event.actor_role, event.data["by"]) == (staff(Role.CASEWORKER), "caseworker", "post")
    document.accept(evidence, compared="All", actor=staff(Role.DPO), now=NOW + 11 * DAY)
    case.refresh_from_db()
    assert str(case.clock_start_on) == "2026-12-01"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-26", "cannot have arrived after today"),
        ("2026-11-23", "before the request itself"),
        ("soon", "Write the day like this: 2026-11-24."),
        ("", "Give the day on which it arrived."),
    ],
)
def test_a_day_that_cannot_be_is_refused(case: Case, client: Client, day: str, said: str) -> None:
    posted = {"add-kind": "passport", "add-by": "in_person", "add-arrived_on": day, "add-file": upload()}
    page = client.post(f"{tab(case)}documents/", posted)
    assert said in text_of(page)
    assert f'value="{day}"' in page.content.decode() or not day
    assert Evidence.objects.count() == 0


def test_what_was_here_before_the_question_means_that_nothing_waited(case: Case) -> None:
    evidence = a_document(case.submission, now=NOW)
    ask(case)
    document.accept(evidence, compared="All", actor=staff(Role.CASEWORKER), now=NOW + 2 * DAY)
    case.refresh_from_db()
    assert (str(case.clock_start_on), str(case.limit_on)) == ("2026-11-24", "2026-12-24")


def test_a_deleted_document_is_said_to_be_deleted(case: Case, client: Client) -> None:
    evidence = a_document(case.submission, now=NOW + DAY)
    files.delete(evidence.file, NOW + DAY)
    assert "deleted; what was decided stays" in text_of(client.get(tab(case)))
    answer = client.get(f"{tab(case)}documents/{evidence.id}/", follow=True)
    assert "The file was deleted." in text_of(answer)


def test_nothing_is_looked_up_again_without_a_failure(case: Case, client: Client) -> None:
    answer = client.post(f"{tab(case)}look-up/", follow=True)
    assert "There is nothing to look up again." in text_of(answer)
    assert Job.objects.exclude(kind="send").filter(state=JobState.WAITING).count() == 0


def test_the_next_step_follows_what_arrived(case: Case) -> None:
    def step() -> str:
        case.refresh_from_db()
        found = registry.next_steps["identity"](case, NOW)
        return found.sentence if found else ""

    assert "The mailbox is not proven yet" in step()
    ask(case)
    assert "Proof was asked for." in step()
    evidence = a_document(case.submission, now=NOW + DAY)
    assert "A document arrived on 25 November 2026." in step()
    assert registry.panels["identity"].count(case) == "1"
    document.accept(evidence, compared="All", actor=staff(Role.CASEWORKER), now=NOW + DAY)
    assert step() == ""
    assert registry.panels["identity"].count(case) == "✓"
    assert Evidence.objects.get().state == EvidenceState.ACCEPTED
