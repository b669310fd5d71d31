"""Whether a request is taken as unconfirmed: many from one place, very many in all, or written by a robot."""

from datetime import timedelta

from django.conf import settings

from dsar.models import Draft
from dsar.services import limits
from dsar.views.client import client_network
from dsar.views.public.frame import Frame

HOUR = timedelta(hours=1)
TRAP = "website"


def is_doubtful(frame: Frame, draft: Draft) -> bool:
    """Count this sending, and say whether its mailbox must be confirmed first; nothing is ever refused."""
    here = ("intake", client_network(frame.request)), settings.INTAKE_PER_HOUR
    everywhere = ("intake", "everywhere"), settings.INTAKE_PER_HOUR_ALL
    few = limits.hit_all([here], spread=[everywhere], window=HOUR, now=frame.now)
    trapped = bool(frame.request.POST.get(TRAP))
    hasty = frame.now - draft.created_at < timedelta(seconds=settings.INTAKE_FILL_SECONDS)
    return trapped or hasty or not few
