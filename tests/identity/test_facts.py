"""Facts that only the person knows: drawn from a source, compared folded, three tries, then gone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from dsar.enums import EventType, Role, Status
from dsar.models import Case, Event, Submission
from dsar.services.errors import Refused
from dsar.spokes import KnownFact, Representing, registry
from identity.models import Check, Evidence, Question, Questions
from identity.services import questions, representatives
from tests.factories.office import NOW, a_case, staff
from tests.identity.requester import Requester, text_of
from tests.identity.world import desk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FACTS = [
    KnownFact("Which town?", ("Ottermouth", "Brackenford")),
    KnownFact("Which month?", ("2025-03",)),
    KnownFact("Which postcode?", ("ZZ7 3BN",)),
]
RIGHT = {"Which town?": "ottermouth ", "Which month?": "March 2025", "Which postcode?": "zz73bn"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW + DAY, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def source(monkeypatch: pytest.MonkeyPatch) -> list[KnownFact]:
    """A source that knows these facts; what a real one gives is shown in tests/exports/services."""
    known = list(FACTS)

    def drawn(submission: Submission) -> list[KnownFact]:
        return known

    monkeypatch.setattr(registry, "draw_facts", {"test": drawn})
    return known


def drawn(case: Case) -> Questions:
    return questions.draw(case, actor=staff(Role.CASEWORKER), now=NOW + DAY)


def answers(which: Questions, **changed: str) -> dict[str, Any]:
    """What is typed into the boxes."""
    given = RIGHT | {f"Which {word}?": value for word, value in changed.items()}
    return {f"facts-{key.hex}": given[text] for key, text in questions.texts(which)}


def test_the_requester_answers_on_their_page_and_it_is_settled() -> None:
    case = a_case()
    someone = Requester(case.submission).come_in()
    which = drawn(case)
    words = someone.words()
    assert "A few questions, to be sure that it is you" in words
    assert "Which town?" in words
    assert "Ottermouth" not in someone.page().content.decode()
    done = someone.client.post("/r/request/answers/", answers(which), follow=True)
    assert "Your answers fit, and we know that it is you." in text_of(done)
    case.refresh_from_db()
    check = Check.objects.get()
    assert (case.status, check.method, check.settled_by) == (Status.READY, "facts", None)
    assert Question.objects.count() == 0
    assert Evidence.objects.count() == 0
    assert "Which town?" not in someone.words()


def test_after_three_tries_it_is_over_and_what_was_asked_is_gone() -> None:
    case = a_case()
    someone = Requester(case.submission).come_in()
    which = drawn(case)
    for left in (2, 1, 0):
        wrong = answers(which, town="Otterford") if left else answers(which, month="April 2025")
        said = text_of(someone.client.post("/r/request/answers/", wrong, follow=True))
        if left:
            assert "At least one answer does not fit. We do not say which." in said
    assert "There is no further try; another proof is needed." in said
    assert Question.objects.count() == 0
    assert Check.objects.get().state != "settled"
    with pytest.raises(Refused, match="was asked questions already"):
        drawn(case)
    tried = Event.objects.filter(type=EventType.QUESTIONS_TRIED).order_by("sequence")
    assert [event.data for event in tried] == [{"tries": n, "passed": False} for n in (1, 2, 3)]


def test_a_representative_is_not_asked_what_only_the_person_knows() -> None:
    case = a_case()
    who = Representing(kind="other", name="Ida Marsh", email="ida@example.org")
    representatives.name(case.submission, who, None, NOW)
    which = drawn(case)
    someone = Requester(case.submission).come_in()
    assert "Which town?" not in someone.words()
    said = someone.client.post("/r/request/answers/", answers(which), follow=True)
    assert "There are no questions for you any more." in text_of(said)
    assert Questions.objects.get().tries == 0


def test_an_empty_answer_is_no_try() -> None:
    case = a_case()
    someone = Requester(case.submission).come_in()
    which = drawn(case)
    said = someone.client.post("/r/request/answers/", answers(which, town=" "), follow=True)
    assert "This did not count as a try." in text_of(said)
    which.refresh_from_db()
    assert which.tries == 0


def test_staff_see_the_questions_and_compare_what_is_said_on_the_phone() -> None:
    case = a_case()
    client, caseworker = desk(Role.CASEWORKER)
    tab = f"/desk/cases/{case.id}/identity/"
    client.post(f"{tab}questions/")
    which = Questions.objects.get()
    page = client.get(tab)
    assert "Which town?" in text_of(page)
    assert "Ottermouth" not in page.content.decode().replace("12 Lantern Row", "")
    told = client.post(f"{tab}questions/told/", answers(which, town="Nowhere"), follow=True)
    assert "At least one answer does not fit." in text_of(told)
    told = client.post(f"{tab}questions/told/", answers(which), follow=True)
    assert "The answers fit: it is settled who is asking." in text_of(told)
    assert Check.objects.get().settled_by == caseworker


def test_a_source_that_knows_too_little_draws_nothing(source: list[KnownFact]) -> None:
    case = a_case()
    del source[1:]
    with pytest.raises(Refused, match="know too little"):
        drawn(case)
    assert Questions.objects.count() == 0


def test_questions_that_nobody_answers_are_deleted_after_two_weeks() -> None:
    which = drawn(a_case())
    assert questions.end_old(NOW + 14 * DAY) == 0
    assert questions.end_old(NOW + 16 * DAY) == 1
    which.refresh_from_db()
    assert which.ended_at == NOW + 16 * DAY
    assert Question.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "right", "fit"),
    [
        ("ottermouth", "Ottermouth", True),
        (" Óttermouth.", "Ottermouth", True),
        ("ZZ7-3bn", "ZZ7 3BN", True),
        ("3/2025", "2025-03", True),
        ("2025 March", "2025-03", True),
        ("märz 2025", "2025-03", False),
        ("04/2025", "2025-03", False),
        ("Otter", "Ottermouth", False),
    ],
)
def test_answers_are_compared_with_signs_aside(given: str, right: str, fit: bool) -> None:
    assert questions.fits(given, [right]) is fit
