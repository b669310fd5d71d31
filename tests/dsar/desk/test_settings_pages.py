"""The settings as a manager reads them: the policy in words, the register, and how both are changed."""

import pytest

from dsar.enums import Role
from dsar.models import Controller
from dsar.services import staff
from tests.dsar.policies.samples import EXAMPLES, SMALLEST, load_text, loaded
from tests.factories.office import NOW
from tests.factories.staff import a_colleague, signed_in

pytestmark = pytest.mark.django_db


def page_of(controller: Controller, address: str = "/desk/settings/") -> str:
    """A page of the settings before a manager of the controller, without its line breaks."""
    manager = signed_in(a_colleague(controller, Role.MANAGER))
    answer = manager.get(f"{address}?controller={controller.slug}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("letter", EXAMPLES)
def test_a_policy_and_its_register_are_shown_whole(letter: str) -> None:
    controller = loaded(letter)
    page = page_of(controller)
    for text in (
        controller.legal_name,
        controller.dpo_email,
        controller.regulator_phone,
        controller.policy_name,
    ):
        assert text.replace("&", "&amp;") in page
    assert f"manage.py policy load {controller.slug}.toml --dry-run" in page


@pytest.mark.parametrize("letter", EXAMPLES)
def test_the_register_shows_each_system_with_who_gets_it_and_what_stays(letter: str) -> None:
    controller = loaded(letter)
    page = page_of(controller, "/desk/settings/register/")
    for system in controller.systems.all():
        for text in (system.name, system.lawful_basis, system.retention, system.holder_email):
            assert text.replace("’", "’") in page
        for who in system.recipients.all():
            assert who.name in page
            assert who.safeguard in page
        for rule in system.retention_rules.all():
            assert rule.law in page
            assert f"{rule.keep_years} years, from {rule.counted_from}" in page


def test_d_in_words() -> None:
    page = page_of(loaded("D"))
    assert "asked of everybody" in page
    assert "28 days from the start of the clock" in page
    assert "55 pence a minute of work" in page
    assert "The law gives these too, and the form takes them all the same: Portability," in page
    assert "https://account.sycamoreworks.example.org/privacy/" in page
    assert "2,192 days after closing" in page


def test_b_in_words() -> None:
    page = page_of(loaded("B"))
    assert "none beyond the statutory month" in page
    assert "free of charge" in page
    assert "closed after 30 days, with a letter; asked again 2 times before that" in page
    assert "Their details are then deleted for good." in page
    assert "by a DPO, who may have prepared it" in page


def test_a_policy_that_names_no_right_names_all() -> None:
    load_text(SMALLEST.replace('named = ["access"]', "named = []"))
    page = page_of(Controller.objects.get(slug="aspen"))
    assert "Access, Rectification, Erasure, Restriction, Portability" in page
    assert "The law gives these too" not in page


def test_a_holder_without_an_account_is_pointed_out() -> None:
    load_text(SMALLEST)
    controller = Controller.objects.get(slug="aspen")
    assert "who has no account as holder" in page_of(controller, "/desk/settings/register/")
    staff.add("office@aspen.example.org", "Orla Fenwright", controller, [Role.HOLDER], now=NOW)
    manager = signed_in(a_colleague(controller, Role.MANAGER, "second@aspen.example.org"))
    again = manager.get("/desk/settings/register/?controller=aspen").content.decode()
    assert "who has no account as holder" not in again


def test_only_a_manager_reads_the_register() -> None:
    load_text(SMALLEST)
    controller = Controller.objects.get(slug="aspen")
    for role in (Role.CASEWORKER, Role.DPO, Role.AUDITOR):
        client = signed_in(a_colleague(controller, role))
        assert client.get("/desk/settings/register/").status_code == 403
    loaded("A")
    manager = signed_in(a_colleague(controller, Role.MANAGER))
    assert manager.get("/desk/settings/register/?controller=rowan").status_code == 404
