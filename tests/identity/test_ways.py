"""Ways of proving who one is at the desk: shown in person, a signed-in account, vouched for by staff."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from dsar.audit.sentences import sentence
from dsar.enums import EventType, IdentityRule, Role, Status
from dsar.models import Case, Delivery, Event, StoredFile
from dsar.services import cases
from dsar.spokes import registry
from identity.enums import CheckState, Doubt, EvidenceState
from identity.methods import ways
from identity.models import Check, Evidence
from identity.services import checks
from tests.factories.office import NOW, a_case, staff
from tests.factories.staff import a_colleague, signed_in
from tests.identity.requester import text_of
from tests.identity.world import desk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = "2026-11-25"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW + 3 * DAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def case() -> Case:
    return a_case()


def prove(case: Case, way: str) -> str:
    return f"/desk/cases/{case.id}/identity/prove/{way}/"


def test_every_way_is_a_file_and_the_log_and_the_tab_have_its_words() -> None:
    assert list(ways()) == [
        "known_mailbox",
        "account",
        "facts",
        "in_person",
        "vouched",
        "document",
    ]
    for name, way in ways().items():
        told = sentence(EventType.IDENTITY_SETTLED, {"method": name, "arrived_on": ON})
        assert str(way.logged) in told
        assert registry.proofs[name] == way.logged


def test_a_document_shown_in_person_settles_it_and_no_copy_is_kept(case: Case) -> None:
    checks.ask(case, doubt=Doubt.UNUSUAL, why="Odd.", actor=staff(Role.CASEWORKER), now=NOW)
    client, caseworker = desk(Role.CASEWORKER)
    said = {"kind": "passport", "on": ON, "result": "enough", "words": "Name and date of birth"}
    done = client.post(
        prove(case, "in_person"), {f"prove-in_person-{k}": v for k, v in said.items()}, follow=True
    )
    words = text_of(done)
    assert "It is settled who is asking. The day on which it was shown counts." in words
    assert "settled by a document that was shown in person and compared" in words
    assert "none: nothing was copied (A document was shown in person)" in words
    case.refresh_from_db()
    assert (case.status, str(case.clock_start_on)) == (Status.READY, ON)
    evidence = Evidence.objects.get()
    assert (evidence.file, evidence.kind, evidence.decided_by) == (None, "passport", caseworker)
    assert evidence.open("compared") == "Name and date of birth"
    assert StoredFile.objects.count() == 0


def test_a_document_shown_that_is_not_enough_is_refused_with_a_reason(case: Case) -> None:
    client, _ = desk(Role.CASEWORKER)
    said = {"kind": "other", "on": ON, "result": "not_enough", "words": "A library card bears no address."}
    client.post(prove(case, "in_person"), {f"prove-in_person-{k}": v for k, v in said.items()})
    assert Evidence.objects.get().state == EvidenceState.REJECTED
    assert Check.objects.get().state == CheckState.OPEN
    assert Delivery.objects.filter(kind="id_not_accepted").count() == 1
    case.refresh_from_db()
    assert case.identity_settled_at is None


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("words", "", "Say what you compared, or why it is or is not enough."),
        ("on", "2026-12-09", "cannot have arrived after today"),
        ("on", "2026-11-01", "before the request itself arrived"),
        ("kind", "", "Say what was shown."),
        ("result", "perhaps", "Say whether it shows who they are."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    case: Case, field: str, value: str, fault: str
) -> None:
    client, _ = desk(Role.CASEWORKER)
    said = {"kind": "passport", "on": ON, "result": "enough", "words": "Kept as typed"} | {field: value}
    page = client.post(prove(case, "in_person"), {f"prove-in_person-{k}": v for k, v in said.items()})
    assert page.status_code == 200
    assert fault in text_of(page)
    assert field == "words" or "Kept as typed" in page.content.decode()
    assert Evidence.objects.count() == 0


def test_an_account_counts_only_where_the_policy_has_accounts(case: Case) -> None:
    client, _ = desk(Role.CASEWORKER)
    case.controller.account_url = ""
    case.controller.save()
    said = {"prove-account-on": ON, "prove-account-words": "Message 4711 in the account"}
    assert client.post(prove(case, "account"), said).status_code == 404
    assert "They wrote from their signed-in account" not in text_of(
        client.get(f"/desk/cases/{case.id}/identity/")
    )
    case.controller.account_url = "https://account.example.org/"
    case.controller.save()
    done = client.post(prove(case, "account"), said, follow=True)
    assert "settled by a message from their signed-in customer account" in text_of(done)
    assert Check.objects.get().method == "account"


def test_in_doubt_a_caseworker_vouches_with_a_reason_that_stays(case: Case) -> None:
    client, caseworker = desk(Role.CASEWORKER)
    said = {"prove-vouched-on": ON, "prove-vouched-words": "I have met her at the shop for years."}
    assert "Say what you compared, or why" in text_of(
        client.post(prove(case, "vouched"), said | {"prove-vouched-words": " "})
    )
    done = client.post(prove(case, "vouched"), said, follow=True)
    assert "It is settled who is asking, on your word and with your reason." in text_of(done)
    check = Check.objects.get()
    assert (check.method, check.settled_by) == ("vouched", caseworker)
    assert Evidence.objects.get().open("compared") == "I have met her at the shop for years."


def test_where_everybody_is_asked_nobody_vouches_in_a_case_of_their_own(case: Case) -> None:
    case.controller.identity_rule = IdentityRule.ALWAYS
    case.controller.save()
    client, caseworker = desk(Role.CASEWORKER)
    cases.assign(case, owner=caseworker, actor=caseworker, now=NOW)
    said = {"prove-vouched-on": ON, "prove-vouched-words": "I know her."}
    page = client.post(prove(case, "vouched"), said)
    assert "A colleague or the DPO who has no part in this case may." in text_of(page)
    assert Evidence.objects.count() == 0
    colleague = signed_in(a_colleague(case.controller, Role.CASEWORKER))
    done = colleague.post(prove(case, "vouched"), said, follow=True)
    assert "on your word and with your reason" in text_of(done)


def test_an_unknown_way_and_one_that_has_no_form_are_not_found(case: Case) -> None:
    client, _ = desk(Role.CASEWORKER)
    for way in ("known_mailbox", "document", "facts", "crystal_ball"):
        assert client.post(prove(case, way), {}).status_code == 404
    assert desk(Role.AUDITOR)[0].post(prove(case, "vouched"), {}).status_code == 403


def test_the_least_is_offered_first_and_a_photograph_is_never_all(case: Case) -> None:
    client, _ = desk(Role.CASEWORKER)
    tab = f"/desk/cases/{case.id}/identity/"
    page = client.get(tab).content.decode()
    assert page.index("Questions that only they can answer") < page.index("A document was shown in person")
    said = {"ask-doubt": "unusual", "ask-why": "Odd.", "ask-wanted": ["passport"]}
    assert "Name at least one proof that shows no photograph." in text_of(client.post(f"{tab}ask/", said))
    client.post(f"{tab}ask/", said | {"ask-wanted": ["correspondence", "passport"]})
    assert Check.objects.get().wanted == ["correspondence", "passport"]
    assert Event.objects.filter(type=EventType.IDENTITY_REQUESTED).count() == 1
