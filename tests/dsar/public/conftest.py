"""A controller with a public form, and somebody who fills it in."""

from datetime import UTC, datetime

import pytest

from dsar.models import Controller
from tests.dsar.public.filler import Filler

OPENED = datetime(2026, 1, 5, 9, tzinfo=UTC)


def new_controller(**changes: object) -> Controller:
    fields = {
        "slug": "alder",
        "name": "Alder CRM",
        "legal_name": "Alder CRM Ltd",
        "address": "1 Weir Lane\nColchester\nCO1 1AA",
        "dpo_email": "dpo@alder.example.org",
        "dpo_phone": "01632 960 001",
        "promise_days": 28,
        "opened_at": OPENED,
    }
    return Controller.objects.create(**(fields | changes))


@pytest.fixture
def controller(db: None) -> Controller:
    """The controller whose form is filled in."""
    return new_controller()


@pytest.fixture
def filler(controller: Controller) -> Filler:
    """Somebody with a browser."""
    return Filler(controller)
