"""The blind index finds what was typed, whatever its accents and case, and never for another controller."""

from uuid import UUID

import pytest

from dsar.models import Controller, SearchToken, Submission
from dsar.services.search_index import find
from tests.factories.office import a_submission, an_office
from tests.factories.staff import another_controller

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoe() -> Submission:
    """Somebody whose name has accents and a hyphen, among others."""
    a_submission(name="Tobias Whinfell", email="tobias@example.org")
    return a_submission(name="Zoë García-O’Neill", email="Zoe.Garcia@Example.org")


def found(typed: str, controller: Controller | None = None) -> set[UUID]:
    return find(controller or an_office(), typed)


@pytest.mark.parametrize(
    "typed",
    [
        *["Zoë", "zoe", "ZOE", "García", "garcia", "GARCIA zoë", "gar", "Gar zoe", "zoe.garcia@example.org"],
        *["ZOE.GARCIA@EXAMPLE.ORG", "  zoe.garcia@example.org  "],
    ],
)
def test_it_is_found_as_people_type(zoe: Submission, typed: str) -> None:
    assert found(typed) == {zoe.pk}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "zo",
        "z",
        "zoe whinfell",
        "garc",
        "tobias zoe",
        "zoe@example.org",
        "ZZZZ-9999",
        "%",
        "\x00",
        "' OR 1",
    ],
)
def test_what_does_not_fit_finds_nothing(zoe: Submission, typed: str) -> None:
    assert found(typed) == set()


def test_a_reference_is_found_as_it_is_read_out(zoe: Submission) -> None:
    spoken = zoe.reference.lower().replace("-", " ")
    assert found(zoe.reference) == found(spoken) == found(f" {spoken} ") == {zoe.pk}


def test_another_controller_finds_nothing(zoe: Submission) -> None:
    other = another_controller()
    a_submission(controller=other, name="Zoë García-O’Neill", email="zoe.garcia@example.org")
    for typed in ("zoe", "garcia", "zoe.garcia@example.org"):
        assert len(found(typed, other)) == 1
        assert zoe.pk not in found(typed, other)
    assert found(zoe.reference, other) == set()


def test_the_same_word_has_another_token_for_another_controller(zoe: Submission) -> None:
    other = another_controller()
    twin = a_submission(controller=other, name="Zoë García-O’Neill", email="zoe.garcia@example.org")
    tokens = [
        set(map(bytes, SearchToken.objects.filter(submission=s).values_list("token", flat=True)))
        for s in (zoe, twin)
    ]
    assert tokens[0].isdisjoint(tokens[1])
    assert all(len(token) == 16 for token in tokens[0])


def test_two_of_one_name_are_both_found(zoe: Submission) -> None:
    twin = a_submission(name="Zoe Garcia", email="other@example.org")
    assert found("garcia zoe") == {zoe.pk, twin.pk}
