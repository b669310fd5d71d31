"""The hourly tidying takes the drafts and counters that are over."""

from datetime import timedelta

import pytest
import time_machine

from dsar.models import Counter, Draft
from dsar.services.tidying import tidy
from tests.dsar.public.conftest import OPENED
from tests.dsar.public.filler import Filler

pytestmark = pytest.mark.django_db


def test_tidying_takes_what_is_over_and_only_that(filler: Filler) -> None:
    with time_machine.travel(OPENED, tick=False):
        filler.answer()
        filler.send()
    younger = Filler(Draft.objects.get().controller)
    with time_machine.travel(OPENED + timedelta(hours=60), tick=False):
        younger.answer()
    done = tidy(OPENED + timedelta(hours=60))
    assert (done["drafts"], done["counters"]) == (1, 2)
    assert Draft.objects.count() == 1
    assert not Counter.objects.exists()
