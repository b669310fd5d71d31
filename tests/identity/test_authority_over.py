"""An authority that ran out opens no download, whenever the answer was released."""

from datetime import timedelta

import pytest

from dsar.enums import Role
from dsar.spokes import registry
from identity.enums import AuthorityProof, Purpose
from identity.services import authority_choices, representatives
from tests.factories.office import NOW, staff
from tests.identity.test_representatives import written_for

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_last_day_is_a_good_one_and_the_next_is_not() -> None:
    submission = written_for()

    def accepted(until: int) -> None:
        representatives.accept(
            submission,
            proof=AuthorityProof.OWN_WORD,
            shown="A signed letter.",
            arrived_on=NOW.date(),
            expires_on=(NOW + until * DAY).date(),
            actor=staff(Role.CASEWORKER),
            now=NOW + (until - 5) * DAY,
        )

    def why_not(day: int, purpose: Purpose = Purpose.DOWNLOAD) -> str:
        return registry.session_refused["identity"](submission, purpose, NOW + day * DAY)

    accepted(5)
    assert why_not(5) == ""
    assert "has run out" in why_not(6)
    assert why_not(6, Purpose.PAGE) == "", "they can still write to us"
    authority_choices.expire(NOW + 6 * DAY)
    assert "has run out" in why_not(6)
    accepted(30)
    assert why_not(26) == ""
