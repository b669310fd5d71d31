"""Who is asking, to what leaves: each way of proving, a parent, a solicitor, both policies."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from dsar.enums import Channel, DeliveryKind, EventType, IdentityRule, Relation, Right, Role, Status
from dsar.models import Case, Delivery, Submission
from dsar.services import acting
from dsar.services.errors import Refused
from dsar.services.submissions import Asked, receive
from dsar.spokes import KnownContact, KnownFact, Representing, registry
from exports.models import Package
from identity.enums import AuthorityProof, Competence, Doubt
from identity.methods import ways
from identity.models import Check
from identity.services import authority_choices, checks, representatives
from tests.factories.office import NOW, an_office, staff
from tests.factories.rights import answered, asked_for, begun, carried_out, case_of, days, decided, fetched
from tests.factories.road import work_off
from tests.identity.requester import Requester, code_in_mail
from tests.identity.test_facts import FACTS, answers, drawn
from tests.identity.world import desk, upload

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ON = date(2026, 11, 26)
SHOWN = {"kind": "passport", "on": f"{ON}", "result": "enough", "words": "Name and date of birth"}


def _at_the_desk(case: Case, way: str, told: dict[str, str]) -> None:
    client, _ = desk(Role.CASEWORKER)
    path = reverse("identity:prove", args=[case.pk, way])
    assert (
        client.post(path, {f"prove-{way}-{name}": value for name, value in told.items()}).status_code == 302
    )


def in_person(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    _at_the_desk(case, "in_person", SHOWN)


def account(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.controller.account_url = "https://account.example.org/"
    case.controller.save()
    _at_the_desk(case, "account", {"on": f"{ON}", "words": "Message 4711 in the account"})


def vouched(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    _at_the_desk(case, "vouched", {"on": f"{ON}", "words": "I have met her at the shop for years."})


def document(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    someone = Requester(case.submission).come_in()
    sent = someone.client.post("/r/request/proof/", {"kind": "utility_bill", "file": upload()})
    assert sent.status_code == 302
    client, _ = desk(Role.CASEWORKER)
    evidence = Check.objects.get().evidence.get()
    path = reverse("identity:accept", args=[case.pk, evidence.pk])
    assert client.post(path, {f"accept-{evidence.pk.hex}-compared": "Name and address"}).status_code == 302


def facts(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def known(submission: Submission) -> list[KnownFact]:
        return FACTS

    monkeypatch.setattr(registry, "draw_facts", {"test": known})
    someone = Requester(case.submission).come_in()
    someone.client.post("/r/request/answers/", answers(drawn(case)))


def known_mailbox(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(controller: Any, kind: str, contact: str) -> list[KnownContact]:
        return [KnownContact("CRM", ("Sofia Lindqvist",))]

    monkeypatch.setattr(registry, "find_contacts", {"test": find})
    Requester(case.submission).come_in()
    work_off(days(2))


PROOFS = (known_mailbox, account, facts, in_person, vouched, document)


def test_every_way_has_its_journey() -> None:
    assert {each.__name__ for each in PROOFS} == set(ways())


@pytest.mark.parametrize("prove", PROOFS, ids=lambda each: each.__name__)
def test_a_doubt_is_settled_by_this_way_and_the_answer_reaches_its_person(
    prove: Callable[[Case, pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(days(2), tick=False):
        case = case_of(Right.OBJECTION)
        if prove is not known_mailbox:
            ask = {"doubt": Doubt.UNUSUAL, "why": "Unusual.", "actor": staff(Role.CASEWORKER)}
            checks.ask(case, now=days(1), **ask)
            assert Case.objects.get().limit_on is None
        with pytest.raises(Refused):
            acting.begin(Case.objects.get(), actor=staff(Role.CASEWORKER), now=days(2))
        prove(Case.objects.select_related("controller", "submission").get(), monkeypatch)
        case = Case.objects.get()
        assert (case.status, Check.objects.get().method) == (Status.READY, prove.__name__)
        assert case.limit_on is not None
        package = answered(
            carried_out(decided(begun(case, now=days(2)), now=days(2)), now=days(2)), now=days(2)
        )
        someone = Requester(case.submission).come_in()
        assert "Our answer is ready" in someone.words()
        assert fetched(Package.objects.get(pk=package.pk), now=days(2))[:4] == b"%PDF"


def written_for(who: Representing, *, email: str = "") -> Submission:
    """What somebody wrote for another, an objection, as it came through the form."""
    asked = Asked(
        name="Idris Ashby",
        email=email,
        address="3 Sorrel Court\nOttermouth",
        rights=[Right.OBJECTION],
        relation=Relation.CUSTOMER,
        words="Stop scoring him.",
        representative=who,
    )
    controller = an_office()
    return receive(
        asked,
        submission_id=uuid4(),
        controller=controller,
        channel=Channel.WEB_FORM,
        received_at=NOW,
        now=NOW,
    )


def _settle(submission: Submission) -> None:
    checks.settle(submission, method="document", arrived_on=ON, actor=staff(Role.CASEWORKER), now=days(3))


def _may(submission: Submission, proof: AuthorityProof) -> None:
    representatives.accept(
        submission,
        proof=proof,
        shown="We looked at it.",
        arrived_on=date(2026, 11, 27),
        expires_on=None,
        actor=staff(Role.CASEWORKER),
        now=days(4),
    )


def _answer(submission: Submission) -> Package:
    case = submission.cases.get()
    return answered(carried_out(decided(begun(case, now=days(5)), now=days(5)), now=days(5)), now=days(5))


def test_a_parent_acts_for_a_child_who_does_not_understand_and_gets_the_answer() -> None:
    who = Representing(kind="parent", name="Noor Ashby", email="noor@example.org", says="I am his mother.")
    submission = written_for(who)
    representatives.ask(
        submission.cases.get(), why="Please show it.", actor=staff(Role.CASEWORKER), now=days(1)
    )
    _settle(submission)
    assert submission.cases.get().identity_settled_at is None, "who he is does not say that she may"
    with pytest.raises(Refused, match="First decide whether the child understands"):
        _may(submission, AuthorityProof.RESPONSIBILITY)
    authority_choices.decide_competence(
        submission,
        competence=Competence.DOES_NOT,
        considered="He is four.",
        actor=staff(Role.CASEWORKER),
        now=days(3),
    )
    _may(submission, AuthorityProof.RESPONSIBILITY)
    case = submission.cases.get()
    assert (case.status, case.clock_start_on) == (Status.READY, date(2026, 11, 27))
    _answer(submission)
    sent = Delivery.objects.get(kind=DeliveryKind.DELIVERY)
    assert sent.open("to") == "noor@example.org"
    with time_machine.travel(days(6), tick=False):
        assert "Our answer is ready" in Requester(submission).come_in().words()


def test_a_solicitors_answer_goes_to_the_person_directly_and_shuts_the_solicitors_way_in() -> None:
    who = Representing(
        kind="solicitor", name="Ivo Marchetti", email="ivo@law.example.org", firm="Marchetti Law"
    )
    submission = written_for(who, email="idris@example.org")
    _settle(submission)
    _may(submission, AuthorityProof.LETTER)
    authority_choices.direct(
        submission,
        to_person=True,
        why="We answer people directly.",
        actor=staff(Role.CASEWORKER),
        now=days(4),
    )
    with time_machine.travel(days(4), tick=False):
        solicitor = Requester(submission).come_in()
        assert solicitor.page().status_code == 200
    _answer(submission)
    assert Delivery.objects.get(kind=DeliveryKind.DELIVERY).open("to") == "idris@example.org"
    assert Delivery.objects.get(kind=DeliveryKind.SENT_TO_PERSON).open("to") == "ivo@law.example.org"
    with time_machine.travel(days(5), tick=False):
        assert solicitor.page().status_code == 403
        person = Requester(submission)
        person.client.post(f"{person.link}code/")
        assert code_in_mail(submission)
        codes = Delivery.objects.filter(kind=DeliveryKind.CODE).order_by("created_at")
        assert codes.last().open("to") == "idris@example.org"  # type: ignore[union-attr]  # there is one


def test_always_asks_everybody_at_once_and_the_time_runs_from_receipt() -> None:
    controller = an_office()
    controller.identity_rule = IdentityRule.ALWAYS
    controller.save()
    case = asked_for(Right.ACCESS, controller=controller).cases.get()
    assert (case.status, case.limit_on) == (Status.AWAITING_IDENTITY, date(2026, 12, 24))
    assert case.events.filter(type=EventType.PROOF_ASKED_BY_RULE).exists()
    assert Delivery.objects.filter(kind=DeliveryKind.ID_REQUEST).count() == 1
    checks.settle(
        case.submission, method="document", arrived_on=ON, actor=staff(Role.CASEWORKER), now=days(9)
    )
    assert Case.objects.get().limit_on == date(2026, 12, 24), "without a doubt the date stays"


def test_in_doubt_nobody_is_asked_until_a_caseworker_says_why_and_then_the_time_waits() -> None:
    case = case_of(Right.ACCESS)
    assert (case.status, case.limit_on) == (Status.RECEIVED, date(2026, 12, 24))
    assert not Delivery.objects.filter(kind=DeliveryKind.ID_REQUEST).exists()
    checks.ask(case, doubt=Doubt.NAME_DIFFERS, why="Another name.", actor=staff(Role.CASEWORKER), now=days(1))
    assert Case.objects.get().limit_on is None
    checks.settle(
        case.submission, method="document", arrived_on=ON, actor=staff(Role.CASEWORKER), now=days(9)
    )
    assert Case.objects.get().limit_on == date(2026, 12, 29), "the month starts on the day the proof arrived"
