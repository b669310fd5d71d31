"""Steps beside the road, as a caseworker takes them at the desk."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dsar.enums import DeliveryKind, Outcome, Right, Role, Status
from dsar.models import Case, Controller, Delivery
from tests.factories.office import a_case
from tests.factories.rights import begun, case_of
from tests.factories.staff import client_of

pytestmark = pytest.mark.django_db

#: The desk lives in the present: what it is shown must have arrived by now.
NOW = timezone.now()


def step(case: Case, name: str) -> str:
    return reverse("dsar:case_step", args=[case.id, name])


@pytest.mark.parametrize(
    ("name", "filled", "outcome"),
    [
        ("withdraw", {"on": "today"}, Outcome.WITHDRAWN),
        ("transfer", {"to": "Birch Lending Ltd", "forwarded": "on"}, Outcome.TRANSFERRED),
        ("lapse", {"reason": "The person has died."}, Outcome.LAPSED),
        ("no-response", {"missing": "Which account is meant."}, Outcome.NO_RESPONSE),
    ],
)
def test_each_end_closes_the_case_and_is_told(name: str, filled: dict[str, str], outcome: Outcome) -> None:
    case, client = a_case(now=NOW), client_of(Role.CASEWORKER)
    filled = {key: f"{NOW:%Y-%m-%d}" if value == "today" else value for key, value in filled.items()}
    assert client.get(step(case, name)).status_code == 200
    empty = client.post(step(case, name), {})
    assert empty.status_code == 400
    assert Case.objects.get(pk=case.pk).status == Status.RECEIVED
    assert client.post(step(case, name), filled).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Status.CLOSED, outcome)
    again = client.post(step(case, name), filled, follow=True)
    assert "not open to the case" in again.content.decode()


def test_a_refusal_is_decided_with_its_reasons_and_can_be_taken_back() -> None:
    case, client = a_case(now=NOW), client_of(Role.CASEWORKER)
    filled = {"refusal_ground": "exempt", "reasons": "All of it is legal advice."}
    answer = client.post(step(case, "refuse"), filled).content.decode()
    assert "Choose the exemption" in answer
    assert "once it is settled who is asking" in answer
    assert "All of it is legal advice." in answer
    filled["refusal_ground"] = "manifestly_excessive"
    assert client.post(step(case, "refuse"), filled).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.refusal_ground) == (Status.PREPARING, "manifestly_excessive")
    client.post(reverse("dsar:case_drop_refusal", args=[case.id]))
    case.refresh_from_db()
    assert (case.status, case.refusal_ground) == (Status.RECEIVED, "")


def test_opting_out_offers_no_refusal_and_no_fee() -> None:
    case = case_of(Right.MARKETING, now=NOW)
    Controller.objects.update(fee_minute_pence=50)
    text = client_of(Role.CASEWORKER).get(reverse("dsar:case", args=[case.id])).content.decode()
    assert step(case, "withdraw") in text
    assert step(case, "refuse") not in text
    assert step(case, "fee") not in text


def test_where_the_policy_promises_that_it_is_free_no_fee_is_offered() -> None:
    case = a_case(now=NOW)
    text = client_of(Role.CASEWORKER).get(reverse("dsar:case", args=[case.id])).content.decode()
    assert step(case, "refuse") in text
    assert step(case, "fee") not in text


def test_a_fee_is_worked_out_from_the_policys_rate() -> None:
    case, client = a_case(now=NOW), client_of(Role.CASEWORKER)
    Controller.objects.update(fee_minute_pence=50)
    filled = {
        "basis": "manifestly_excessive",
        "evidence": "The same request, the fourth time in two months, each answered in full.",
        "minutes": "90",
        "postage_pence": "250",
        "how_to_pay": "By bank transfer, with the reference.",
    }
    assert client.post(step(case, "fee"), filled).status_code == 302
    sent = Delivery.objects.get(case=case, kind=DeliveryKind.FEE_NOTICE)
    assert '"amount": "£47.50"' in sent.open("context").replace("\\u00a3", "£")


def test_what_is_being_decided_can_be_refused_from_where_it_stands() -> None:
    case, client = begun(case_of(Right.RESTRICTION, now=NOW), now=NOW), client_of(Role.CASEWORKER)
    filled = {"refusal_ground": "no_ground", "reasons": "None of the four conditions is met."}
    assert client.post(step(case, "refuse"), filled).status_code == 302
    assert Case.objects.get(pk=case.pk).status == Status.PREPARING
