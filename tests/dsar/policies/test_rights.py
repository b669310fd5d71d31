"""Rights that the law gives are accepted whatever a policy names."""

from uuid import uuid4

import pytest
from django.test import Client

from dsar.enums import Channel, Relation, Right
from dsar.forms.intake.rights import OFFERED_RIGHTS
from dsar.models import Case, Controller
from dsar.services.submissions import Asked, receive
from tests.dsar.policies.samples import EXAMPLES, SMALLEST, load_text, loaded
from tests.dsar.public.filler import Filler
from tests.factories.office import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("letter", EXAMPLES)
def test_the_form_offers_the_same_to_everybody(letter: str) -> None:
    controller = loaded(letter)
    filler = Filler(controller)
    filler.post("")
    page = filler.get("rights").content.decode()
    for offer in OFFERED_RIGHTS:
        assert f'value="{offer.right}"' in page


def test_the_form_takes_a_right_that_the_policy_does_not_name() -> None:
    load_text(SMALLEST.replace('named = ["access"]', 'named = ["rectification"]'))
    filler = Filler(Controller.objects.get(slug="aspen"))
    filler.post("")
    filler.answer()
    assert filler.send().status_code == 302
    assert Case.objects.get().right == Right.ACCESS


@pytest.mark.parametrize("letter", EXAMPLES)
def test_every_right_opens_its_case_under_every_policy(letter: str) -> None:
    controller = loaded(letter)
    asked = Asked(
        name="Dana Whitfield", email="dana@example.org", rights=list(Right), relation=Relation.CUSTOMER
    )
    receive(
        asked,
        submission_id=uuid4(),
        controller=controller,
        channel=Channel.POST,
        received_at=NOW,
        now=NOW,
    )
    cases = Case.objects.filter(controller=controller)
    assert set(cases.values_list("right", flat=True)) == set(Right)
    assert set(cases.values_list("release_mode", flat=True)) == {controller.release_mode}


def test_p20_the_public_page_shows_every_way_to_ask() -> None:
    """A names its DPO with a phone beside the office; D sends customers to their account too."""
    for letter in ("A", "D"):
        controller = loaded(letter)
        page = Client().get(f"/c/{controller.slug}/").content.decode()
        for way in (
            controller.dpo_email,
            controller.dpo_phone,
            controller.contact_email,
            controller.contact_phone,
            controller.account_url,
        ):
            assert way in page, way
    assert 'href="https://account.sycamoreworks.example.org/privacy/"' in page
