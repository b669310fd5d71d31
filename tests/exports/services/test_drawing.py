"""Questions drawn from a real source: the town and postcode of an address, the month of the last order."""

from typing import Any

import pytest

from config.demo.office import connect_crm
from exports.services.drawing import draw_facts
from tests.factories.office import NOW, a_submission, an_office
from tests.support.bed import Bed


@pytest.fixture
def crm(db: None, crm_address: str, settings: Any, bed: Bed) -> None:
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    connect_crm(an_office(), crm_address, NOW)


@pytest.mark.usefixtures("crm")
def test_a_known_customer_is_asked_what_the_source_holds() -> None:
    facts = {fact.question: fact.answers for fact in draw_facts(a_submission())}
    assert len(facts) >= 2
    towns = next(answers for question, answers in facts.items() if "town" in question)
    assert "Ottermouth" in towns
    months = [answers for question, answers in facts.items() if "last order" in question]
    assert all(len(each) == 1 and len(each[0]) == 7 for each in months)


@pytest.mark.usefixtures("crm")
def test_nobody_whom_the_source_does_not_know_is_asked_anything() -> None:
    assert draw_facts(a_submission(email="stranger@example.org")) == []
    assert draw_facts(a_submission(email="")) == []
