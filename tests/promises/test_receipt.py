"""The promises about what takes effect on receipt, and the ways to ask: see docs/promises.md."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from dsar.enums import Channel, DeliveryKind, EventType, Outcome, RefusalGround, Right, Role, Status
from dsar.models import Case, Delivery, Submission
from dsar.services import acting, effects, logging_in, resolutions
from dsar.services.errors import Refused
from dsar.services.outbox import rendered
from dsar.services.resolutions import Decision
from dsar.services.submissions import Asked, receive
from dsar.spokes import Representing
from identity.enums import AuthorityProof, Competence
from identity.methods import account
from identity.services import authority_choices, checks, proofs, representatives
from identity.services.proofs import Seen
from tests.dsar.policies.samples import loaded
from tests.factories.office import NOW, an_office, staff
from tests.factories.rights import asked_for, case_of, days, staffed

pytestmark = pytest.mark.django_db
EMAIL = "sofia.lindqvist@example.org"


def acknowledged(case: Case) -> str:
    """What the acknowledgement of a case says."""
    row = Delivery.objects.get(submission=case.submission, kind=DeliveryKind.ACKNOWLEDGEMENT)
    return " ".join(rendered(row).text.split())


def test_p10_no_to_marketing_holds_at_once_for_good_and_stops_no_other_message() -> None:
    case = asked_for(Right.MARKETING, phone="01632 960 555").cases.get()
    assert (case.status, case.identity_settled_at) == (Status.ACTING, None)
    assert effects.is_suppressed(case.controller, "email", " SOFIA.Lindqvist@example.org")
    assert effects.is_suppressed(case.controller, "phone", "01632 960555")
    assert case.tasks.filter(action="stop", system__uses_for_marketing=True).exists()
    assert "You said no to marketing, and that is enough" in acknowledged(case)
    for ground in RefusalGround:
        said = Decision(Outcome.REFUSED, refusal_ground=ground, reasons="No.")
        with pytest.raises(Refused, match="no ground to refuse"):
            resolutions.refuse(case, said, actor=staff(Role.DPO), now=NOW)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_at=NOW, outcome="withdrawn")
    assert effects.is_suppressed(case.controller, "email", EMAIL), "a later import finds the person there"
    again = case_of(Right.ACCESS)
    assert Delivery.objects.filter(submission=again.submission, kind="acknowledgement").exists()


def test_p13_consent_taken_back_holds_at_once_and_is_recorded_with_its_time() -> None:
    case = case_of(Right.CONSENT)
    assert case.status == Status.ACTING
    assert effects.is_suppressed(case.controller, "email", EMAIL, purpose="consent")
    event = case.events.get(type=EventType.EFFECT_TAKEN)
    assert (event.occurred_at, event.occurred_on) == (NOW, NOW.date())
    assert "it ends on 24 November 2026 (Tuesday)" in acknowledged(case)


@pytest.mark.parametrize("channel", list(Channel))
def test_p20_a_request_counts_from_its_true_day_whatever_way_it_came(channel: Channel) -> None:
    controller = loaded("D")
    arrived = logging_in.instant_of(controller, days(-20).date(), None, NOW)
    assert arrived.date() == days(-20).date()
    submission = asked_for(Right.ACCESS, controller=controller, channel=channel, received_at=arrived)
    case = submission.cases.get()
    assert (case.submission.channel, case.submission.received_on) == (channel, date(2026, 11, 4))
    assert case.limit_on == date(2026, 12, 4)
    with pytest.raises(Refused, match="still to come"):
        logging_in.instant_of(controller, NOW.date() + timedelta(days=1), None, NOW)


def test_p20_without_a_mailbox_the_answer_goes_by_post() -> None:
    case = asked_for(Right.ACCESS, controller=an_office(), email="", channel=Channel.POST).cases.get()
    row = Delivery.objects.get(submission=case.submission, kind=DeliveryKind.ACKNOWLEDGEMENT)
    assert (row.way, row.state) == ("post", "to_post")


def test_p20_a_signed_in_account_counts_as_proof_where_there_are_accounts() -> None:
    case = asked_for(Right.ACCESS, controller=staffed(loaded("D"))).cases.get()
    assert account.WAY.offered(case.submission)
    assert not account.WAY.offered(case_of(Right.ACCESS).submission), "policy C has no accounts"
    seen = Seen(account.NAME, NOW.date(), "The request came from inside account 4711.")
    proofs.take(case.submission, seen, actor=staff(Role.CASEWORKER), now=NOW)
    case.refresh_from_db()
    assert case.status == Status.READY
    assert case.events.get(type=EventType.IDENTITY_SETTLED).data["method"] == "account"


def test_p25_a_parent_asks_for_deletion_and_may_when_the_child_cannot_decide() -> None:
    parent = Representing(kind="parent", name="Noor Ashby", email="noor@example.org", says="I am his mother.")
    asked = Asked(name="Idris Ashby", email="", rights=[Right.ERASURE], representative=parent)
    submission = receive(
        asked,
        submission_id=uuid4(),
        controller=an_office(),
        channel=Channel.WEB_FORM,
        received_at=NOW,
        now=NOW,
    )
    case, caseworker = submission.cases.get(), staff(Role.CASEWORKER)
    checks.settle(submission, method="document", arrived_on=NOW.date(), actor=caseworker, now=NOW)
    assert Case.objects.get(pk=case.pk).identity_settled_at is None, "who asks is known, not whether they may"
    with pytest.raises(Refused, match="whether the child understands"):
        accept(submission)
    authority_choices.decide_competence(
        submission,
        competence=Competence.DOES_NOT,
        considered="He is six years old.",
        actor=caseworker,
        now=NOW,
    )
    accept(submission)
    case = acting.begin(Case.objects.get(pk=case.pk), actor=caseworker, now=NOW)
    assert case.status == Status.DECIDING


def accept(submission: Submission) -> None:
    """The birth certificate was looked at."""
    representatives.accept(
        submission,
        proof=AuthorityProof.RESPONSIBILITY,
        shown="The birth certificate names her.",
        arrived_on=NOW.date(),
        expires_on=None,
        actor=staff(Role.CASEWORKER),
        now=NOW,
    )
