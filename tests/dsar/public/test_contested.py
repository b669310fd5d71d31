"""Somebody says that data is wrong and is to be left alone meanwhile: it is restricted without a button."""

import pytest

from dsar.enums import Action, EventType, Right
from dsar.models import Case, Event, HolderTask
from tests.dsar.public.filler import ANSWERS, Filler
from tests.factories.office import an_office
from tests.factories.rights import begun, case_of
from tests.identity.requester import text_of

pytestmark = pytest.mark.django_db
WRONG = {"wrong": "Jonson", "correct": "Johnson", "evidence": ""}


def asked(rights: list[str], **pages: dict[str, object]) -> Case:
    filler = Filler(an_office())
    filler.post("rights", {"rights": rights})
    for name in ("details", "relation"):
        filler.post(name, ANSWERS[name])
    for name, answer in pages.items():
        assert filler.post(name, answer).status_code == 302
    filler.post("help", ANSWERS["help"])
    if "hold" in str(pages):
        assert "Do not use it until you have checked it" in text_of(filler.get("check"))
    assert filler.send().status_code == 302
    return Case.objects.get(right=Right.RECTIFICATION)


def restricted(case: Case) -> bool:
    tasks = HolderTask.objects.filter(case=case, action=Action.RESTRICT, meanwhile=True, state="open")
    return tasks.exists()


def test_who_ticks_it_gets_it_with_the_beginning_of_the_work() -> None:
    case = asked(["rectification"], correct=WRONG | {"meanwhile": ["hold"]})
    assert Event.objects.get(type=EventType.SUBMISSION_RECEIVED).data["restrict_meanwhile"] is True
    assert restricted(begun(case))


def test_a_restriction_because_it_may_be_wrong_says_the_same() -> None:
    pages = {"correct": WRONG, "restrict": {"ground": "accuracy", "what": "My name"}}
    assert restricted(begun(asked(["rectification", "restriction"], **pages)))


def test_who_does_not_ask_for_it_is_not_restricted_by_itself() -> None:
    pages = {"correct": WRONG, "restrict": {"ground": "unlawful", "what": "My photo"}}
    assert not restricted(begun(asked(["rectification", "restriction"], **pages)))
    assert not restricted(begun(case_of(Right.RECTIFICATION, email="other@example.org")))
