"""The five controllers of the demo, one for each example policy, with staff of every role and sources."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from config.demo import colleagues, office, sources
from dsar.models import Controller
from dsar.services import calendars
from dsar.services.policies.loading import load
from dsar.services.policies.reading import read_file

#: In the order in which they are shown; the first is the one that demonstrations are about.
SLUGS = ("alder", "rowan", "hawthorn", "sycamore", "linden")
#: The offices opened before their first request arrived.
_OPENED_BEFORE = timedelta(days=200)


def furnish(now: datetime) -> dict[str, Controller]:
    """Make the controllers that are missing, and give them their staff; return all five by their slugs."""
    return {slug: _controller(slug, now - _OPENED_BEFORE) for slug in SLUGS}


@transaction.atomic
def _controller(slug: str, opened_at: datetime) -> Controller:
    controller = Controller.objects.filter(slug=slug).first()
    if controller is None:
        controller = load(read_file(office.POLICIES / f"{slug}.toml"), now=opened_at).controller
    colleagues.take_up(controller, opened_at)
    calendars.ensure(controller, opened_at)
    return controller


def connect(controllers: Mapping[str, Controller], addresses: Mapping[str, str], now: datetime) -> None:
    """Give the controllers' databases to the product, by the addresses of their readers."""
    sources.connect(controllers, addresses, now - _OPENED_BEFORE)
