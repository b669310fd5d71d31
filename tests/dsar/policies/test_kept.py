"""What a load may not take out of the register, because open cases stand on it."""

import pytest

from dsar.enums import Action, Outcome, Role, TaskState
from dsar.models import Case, Controller, HolderTask, Recipient, Resolution, RetentionRule, System
from tests.dsar.policies.samples import SMALLEST, lines, load_text
from tests.factories.office import NOW, a_submission
from tests.factories.staff import a_colleague

pytestmark = pytest.mark.django_db

FAIR = "\n[[systems]]\n" + SMALLEST.split("[[systems]]\n")[1].replace('"Orders"', '"Fair"')
RULE = """
[[systems.retention_rules]]
what = "Invoices"
law = "Finance Act 1998, Schedule 18, paragraph 21"
reason = "The books of a company."
keep_years = 6
counted_from = "the end of the year"
afterwards = "erase"
"""


@pytest.fixture
def case() -> Case:
    """An open case of a controller with a rule and, after it, a second system."""
    load_text(SMALLEST + RULE + FAIR)
    return a_submission(Controller.objects.get(slug="aspen")).cases.get()


def a_task(case: Case, **fields: object) -> HolderTask:
    return HolderTask.objects.create(case=case, submission=case.submission, given_at=NOW, **fields)


def test_a_recipient_that_is_to_be_told_stays(case: Case) -> None:
    recipient = Recipient.objects.get(system__name="Orders")
    a_task(case, recipient=recipient, action=Action.TELL)
    (said,) = lines(load_text((SMALLEST + RULE + FAIR).replace("Dovecote", "Heronsway", 1)))[1:]
    assert (
        said == "systems.recipients “Orders” “Dovecote Couriers”: stays, because cases or sources refer to it"
    )
    assert set(Recipient.objects.filter(system__name="Orders").values_list("name", flat=True)) == {
        "Dovecote Couriers",
        "Heronsway Couriers",
    }


def test_a_rule_by_which_an_open_case_keeps_something_stays(case: Case) -> None:
    rule = RetentionRule.objects.get()
    done = {"state": TaskState.DONE, "done_at": NOW, "done_on": NOW.date()}
    done["done_by"] = a_colleague(case.controller, Role.CASEWORKER)
    a_task(case, system=rule.system, action=Action.KEEP, law=rule.law, **done)
    (said,) = lines(load_text(SMALLEST + FAIR))
    assert said == "systems.retention_rules “Orders” “Invoices”: stays, because cases or sources refer to it"
    assert RetentionRule.objects.filter(pk=rule.pk).exists()


def test_a_rule_that_keeps_nothing_is_taken_out(case: Case) -> None:
    assert lines(load_text(SMALLEST + FAIR)) == ["systems.retention_rules “Orders” “Invoices”: taken out"]


def test_a_system_with_a_task_stays(case: Case) -> None:
    a_task(case, system=System.objects.get(name="Fair"), action=Action.ERASE)
    assert lines(load_text(SMALLEST + RULE)) == [
        "systems “Fair”: stays, because cases or sources refer to it"
    ]


def test_while_a_decision_is_open_no_system_goes(case: Case) -> None:
    """The decision is sealed, and its plan may name any of them."""
    Resolution.objects.create(
        case=case,
        submission=case.submission,
        outcome=Outcome.DONE,
        decided_at=NOW,
        decided_by=a_colleague(case.controller, Role.CASEWORKER),
    )
    (said,) = lines(load_text(SMALLEST + RULE))
    assert said.startswith("systems “Fair”: stays, because the decision of an open case may name it;")
    assert System.objects.filter(name="Fair").exists()
