"""The decision page and the holders' room, as caseworkers and holders use them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dsar.enums import Action, EventType, Outcome, Right, Role, Status
from dsar.grounds import GROUNDS
from dsar.models import Case, HolderTask, RetentionRule, System
from dsar.selectors import decisions
from dsar.services import acting
from tests.factories.rights import begun, case_of, confirmed
from tests.factories.staff import a_colleague, client_of, signed_in

pytestmark = pytest.mark.django_db

#: The desk lives in the present: what it is shown must have arrived by now.
NOW = timezone.now()
HEADINGS = ("The right applies", "An exception", "The right does not apply")


def page(case: Case) -> str:
    return reverse("dsar:case_work", args=[case.id])


def erasure(**changes: str) -> tuple[Case, dict[str, str]]:
    """An erasure that is being decided, and what a caseworker fills in."""
    case = begun(case_of(Right.ERASURE, now=NOW), now=NOW)
    filled = {
        "outcome": "partly_done",
        "ground": "legal_duty",
        "reasons": "Your invoices must be kept. All else is erased.",
        "refusal_ground": "",
        "backups": "Backups are overwritten after 35 days.",
    }
    systems = System.objects.filter(controller=case.controller)
    filled |= {f"action-{system.id}": "nothing_held" for system in systems}
    return case, filled | changes


def test_what_is_decided_becomes_tasks_and_what_the_law_keeps_is_named() -> None:
    case, filled = erasure()
    system = System.objects.filter(controller=case.controller).first()
    assert system is not None
    rule = RetentionRule.objects.create(
        system=system,
        what="Letters of the auditors",
        law="Companies Act 2006 s.388",
        reason="The law requires it.",
        keep_years=6,
        counted_from="the end of the financial year",
    )
    filled |= {f"action-{system.id}": "erase", f"rule-{rule.id}": "on", "carry_out": "1"}
    answer = client_of(Role.CASEWORKER).post(page(case), filled)
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.status == Status.ACTING
    resolution = decisions.of(case)
    assert resolution is not None
    assert (resolution.outcome, resolution.ground) == (Outcome.PARTLY_DONE, "legal_duty")
    assert decisions.details_of(resolution) == {"backups": "Backups are overwritten after 35 days."}
    kept = HolderTask.objects.get(case=case, action=Action.KEEP)
    assert kept.law == "Companies Act 2006 s.388"
    assert "6 years from the end of the financial year" in kept.open("instruction")


def test_nothing_typed_is_lost_and_each_fault_says_what_to_do() -> None:
    case, filled = erasure(outcome="refused", reasons="", backups="Typed with care")
    answer = client_of(Role.CASEWORKER).post(page(case), filled)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Typed with care" in text
    assert "Give the reasons" in text
    assert "Choose on what footing it is refused" in text


@pytest.mark.parametrize("right", list(GROUNDS))
def test_grounds_stand_in_the_order_of_their_headings(right: Right) -> None:
    headings = [str(each.group) for each in GROUNDS[right]]
    assert headings == sorted(headings, key=list(dict.fromkeys(headings)).index)
    assert headings[0].startswith("The right applies")
    assert {each.denies for each in GROUNDS[right] if each.unmet} <= {True}


def test_a_newcomer_finds_the_exceptions_apart_from_the_grounds_for_erasure() -> None:
    case, _filled = erasure()
    text = client_of(Role.CASEWORKER).get(page(case)).content.decode()
    applies, exception, none = (text.index(f"<legend>{words}") for words in HEADINGS)
    assert applies < text.index("no longer needed for what it was collected for") < exception
    assert exception < text.index("A law requires us to keep the data") < none
    assert none < text.index("None of the grounds for erasure applies")


def test_a_ground_that_speaks_against_it_is_no_ground_to_do_it() -> None:
    case, filled = erasure(outcome="done", ground="claims")
    answer = client_of(Role.CASEWORKER).post(page(case), filled)
    assert "This ground speaks against it" in answer.content.decode()


def test_for_each_system_something_is_said_before_it_is_carried_out() -> None:
    case, filled = erasure(carry_out="1")
    system = System.objects.filter(controller=case.controller).first()
    assert system is not None
    filled[f"action-{system.id}"] = ""
    answer = client_of(Role.CASEWORKER).post(page(case), filled)
    assert f"Say for each system what is done in it: {system.name}" in answer.content.decode()


def test_an_auditor_reads_and_does_not_decide() -> None:
    case, filled = erasure()
    client = client_of(Role.AUDITOR)
    assert client.get(page(case)).status_code == 200
    assert client.post(page(case), filled).status_code == 403


def given() -> tuple[HolderTask, Client]:
    """A task of a system whose holder has an account, and the holder's browser."""
    case, filled = erasure(carry_out="1")
    holder = a_colleague(case.controller, Role.HOLDER)
    system = System.objects.filter(controller=case.controller).first()
    assert system is not None
    System.objects.filter(pk=system.pk).update(holder=holder)
    filled[f"action-{system.id}"] = "erase"
    client_of(Role.CASEWORKER).post(page(case), filled)
    return HolderTask.objects.get(case=case, action=Action.ERASE), signed_in(holder)


def test_a_holder_sees_their_task_and_no_case_and_confirms_it_with_proof() -> None:
    task, holder = given()
    listed = holder.get(reverse("dsar:tasks")).content.decode()
    assert "Erase the data" in listed
    assert reverse("dsar:case", args=[task.case_id]) not in listed
    assert holder.get(reverse("dsar:case", args=[task.case_id])).status_code == 404
    address = reverse("dsar:task", args=[task.id])
    seen = holder.get(address).content.decode()
    assert "sofia.lindqvist@example.org" in seen
    assert task.case.events.filter(type=EventType.TASK_VIEWED).count() == 1
    bad = holder.post(address, {"how": "done", "on": f"{NOW:%Y-%m-%d}", "proof": ""})
    assert bad.status_code == 400
    assert (
        holder.post(address, {"how": "done", "on": f"{NOW:%Y-%m-%d}", "proof": "Row 17."}).status_code == 302
    )
    task.refresh_from_db()
    assert (task.state, task.open("proof")) == ("done", "Row 17.")
    left = HolderTask.objects.filter(case=task.case_id, state="open")
    assert {each.action for each in left} == {Action.TELL}
    for each in left:
        confirmed(each, now=NOW)
    acting.finish_if_done(task.case, actor=None, now=NOW)
    assert Case.objects.get(pk=task.case_id).status == Status.PREPARING


def test_a_holder_of_another_system_sees_nothing_of_it() -> None:
    task, _holder = given()
    other = signed_in(a_colleague(task.case.controller, Role.HOLDER, "other-holder@alder.example.org"))
    assert other.get(reverse("dsar:task", args=[task.id])).status_code == 404
    assert "Erase the data" not in other.get(reverse("dsar:tasks")).content.decode()


def test_an_auditor_does_not_confirm() -> None:
    task, _holder = given()
    client = client_of(Role.AUDITOR)
    assert client.get(reverse("dsar:task", args=[task.id])).status_code == 200
    answer = client.post(
        reverse("dsar:task", args=[task.id]), {"how": "done", "on": f"{NOW:%Y-%m-%d}", "proof": "x"}
    )
    assert answer.status_code == 403
