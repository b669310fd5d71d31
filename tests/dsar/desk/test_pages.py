"""Every page of the desk, for every role: who may come in, and that it is drawn."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dsar.enums import Role
from dsar.models import Case
from tests.factories.office import a_case, an_office
from tests.factories.staff import a_colleague, another_controller, client_of, signed_in

pytestmark = pytest.mark.django_db

LISTS = ("dsar:today", "dsar:cases")
TABS = (
    "dsar:case",
    "dsar:case_messages",
    "dsar:case_clock",
    "dsar:case_log",
    "exports:search",
    "exports:material",
    "exports:letters",
)
SETTINGS = ("dsar:settings", "dsar:settings_people", "exports:sources")
READERS = (Role.CASEWORKER, Role.DPO, Role.AUDITOR)


@pytest.fixture
def case() -> Case:
    an_office()
    return a_case()


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("name", LISTS)
def test_readers_see_the_lists(case: Case, role: Role, name: str) -> None:
    page = client_of(role).get(f"{reverse(name)}?whose=everything")
    assert page.status_code == 200
    assert case.reference in page.content.decode()


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("name", TABS)
def test_readers_see_every_tab(case: Case, role: Role, name: str) -> None:
    page = client_of(role).get(reverse(name, args=[case.id]))
    assert page.status_code == 200
    assert "Sofia Lindqvist" in page.content.decode()
