"""Answers at the desk: one review of all that was asked together, in parts, at once; and added words."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from dsar.enums import Outcome, Right, Role, Status
from dsar.models import Case, Submission, System
from dsar.selectors import tasks as planned
from exports.models import AnswerWords, Package, SourceConnection, Withholding
from exports.services import prepare, words
from exports.services.material import of_case
from tests.exports.desk.conftest import Work
from tests.exports.desk.test_road import at, in_review, messages, post, searched, status
from tests.exports.services.answering import case_in, done
from tests.factories.office import staff
from tests.factories.rights import asked_for, case_of, confirmed
from tests.factories.road import settled, work_off
from tests.factories.staff import client_of
from tests.support.databases import CommittedDatabase

pytestmark = pytest.mark.slow

__all__ = ["in_review", "messages", "searched"]
BOTH = (Right.RECTIFICATION, Right.ERASURE)


@pytest.fixture
def desk(now: datetime) -> Client:
    """The caseworker; the office is there before them."""
    return client_of(Role.CASEWORKER)


@pytest.fixture
def asked(committed_db: CommittedDatabase, now: datetime) -> Submission:
    """Two rights in one go, the first of them carried out."""
    submission = asked_for(*BOTH, now=now - timedelta(days=2))
    settled(case_in(submission, Right.RECTIFICATION), now=now)
    done(case_in(submission, Right.RECTIFICATION), now=now)
    return submission


def test_a_case_says_which_other_it_waits_for(asked: Submission, now: datetime) -> None:
    desk, case = client_of(Role.CASEWORKER), case_in(asked, Right.RECTIFICATION)
    says = f"{case_in(asked, Right.ERASURE).reference} (Erasure) is still at “Ready to begin”"
    assert says in desk.get(reverse("dsar:case", args=[case.id])).content.decode()
    assert says in post(desk, at(case, "prepare"))
    assert status(case) == Status.PREPARING


def test_the_whole_answer_is_reviewed_and_released_once(asked: Submission, now: datetime) -> None:
    done(case_in(asked, Right.ERASURE), Outcome.PARTLY_DONE, now=now)
    case = case_in(asked, Right.RECTIFICATION)
    post(client_of(Role.CASEWORKER), at(case, "prepare"))
    work_off(now)
    dpo = client_of(Role.DPO, fresh=True)
    page = dpo.get(at(case, "review")).content.decode()
    for each in asked.cases.all():
        assert each.reference in page
    for words_ in ("2 cases", "Record 4711 shows it.", "Finance Act 1998", "Done in part", "Ines Calloway"):
        assert words_ in page
    assert "The package (ZIP)" not in page
    package = Package.objects.get(case=case)
    assert "The answer is released." in post(dpo, at(case, "release"), {"package_id": package.id})
    assert set(asked.cases.values_list("status", flat=True)) == {Status.RELEASED}
    letter = dpo.get(at(case_in(asked, Right.ERASURE), "letters")).content.decode()
    assert "a letter alone" in letter
    assert "as it would be written today" not in letter


def test_what_took_effect_on_receipt_is_answered_with_one_button(
    committed_db: CommittedDatabase, now: datetime
) -> None:
    case = case_of(Right.MARKETING, now=now - timedelta(days=1))
    for task in planned.of(case):
        if task.state == "open":
            confirmed(task, now=now)
    desk = client_of(Role.CASEWORKER)
    assert at(case, "answer") in desk.get(reverse("dsar:case", args=[case.id])).content.decode()
    assert "It leaves as soon as it is there." in post(desk, at(case, "answer"))
    work_off(now)
    assert status(case) == Status.RELEASED


def test_the_dpo_says_what_follows_and_gets_the_letter_back(
    in_review: Case, work: Work, now: datetime
) -> None:
    dpo = client_of(Role.DPO, fresh=True)
    half = dpo.post(at(in_review, "in_part"), {"what": "What lies on paper.", "by_on": "soon"})
    assert "What lies on paper." in half.content.decode()
    assert status(in_review) == Status.IN_REVIEW
    by_on = (now + timedelta(days=20)).date()
    said = post(dpo, at(in_review, "in_part"), {"what": "What lies on paper.", "by_on": by_on.isoformat()})
    assert "The letter is being written anew" in said
    work()
    page = dpo.get(at(in_review, "review")).content.decode()
    assert "The letter says what follows by" in page
    assert "Release in part" in page
    package = Package.objects.filter(case=in_review).latest("version")
    post(dpo, at(in_review, "release"), {"package_id": package.id})
    assert status(in_review) == Status.RELEASED


def test_silence_wants_why_and_a_second_opinion_and_is_shown_inside_alone(
    searched: Case, desk: Client, work: Work
) -> None:
    item = next(each for each in of_case(searched) if each.record_set == "orders")
    address = at(searched, "material_decide", material_id=item.id)
    given: dict[str, Any] = {
        "do": "withhold",
        "exemption": "crime_tax",
        "reason": "It would warn.",
        "silent": "on",
    }
    page = desk.post(address, given).content.decode()
    assert "Say why the harm would be done" in page
    assert "It would warn." in page
    assert not Withholding.objects.exists()
    more = {"silent_because": "They would run.", "second_opinion": "Counsel agrees."}
    post(desk, address, given | more)
    post(desk, at(searched, "include_rest"))
    letter = desk.get(at(searched, "letters")).content.decode()
    assert "It would warn." not in letter
    prepare.prepare(searched, actor=staff(Role.CASEWORKER), now=datetime.now().astimezone())
    work()
    page = client_of(Role.DPO).get(at(searched, "review")).content.decode()
    assert "They would run." in page
    assert "Counsel agrees." in page


def test_data_to_take_elsewhere_is_decided_by_the_register(
    source: SourceConnection, work: Work, now: datetime, settings: LazySettings
) -> None:
    System.objects.update(portable=False)
    case = settled(case_of(Right.PORTABILITY, now=now - timedelta(days=2)), now=now)
    desk = client_of(Role.CASEWORKER)
    post(desk, at(case, "search_start"))
    work()
    assert "by the register" in desk.get(at(case, "material")).content.decode()
    item = of_case(case)[0]
    page = desk.get(at(case, "material_item", material_id=item.id)).content.decode()
    assert "We worked it out; the person did not give it to us" in page
    assert "Rights of others" not in page
    assert "decided by the register" in post(desk, at(case, "include_rest"))
    assert "not covered by this right" in desk.get(at(case, "material")).content.decode()
    post(desk, at(case, "answer_words"), {"do": "transfer", "result": "Sent to Birch."})
    assert words.of(case).transfer == "Sent to Birch."
    assert "Sent to Birch" not in str(AnswerWords.objects.values_list("words", flat=True))
    too_long = desk.post(at(case, "answer_words"), {"do": "transfer", "result": "x" * 3000})
    assert "x" * 3000 in too_long.content.decode()


def test_a_first_answer_has_no_words_to_add(searched: Case, desk: Client) -> None:
    given = {"do": "supplement", "added": "An order.", "why_not_before": "It was overlooked."}
    page = desk.post(at(searched, "answer_words"), given).content.decode()
    assert "nothing to add to" in page
    assert "It was overlooked." in page
