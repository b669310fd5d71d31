"""What every page knows: whether this is a trial, what day it is, and for signed-in staff the way round the desk."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def house(request: HttpRequest) -> dict[str, Any]:
    """Give `trial` (bool) and `today` (date in the installation's time zone) to every template."""
    return {"trial": settings.TRIAL, "today": timezone.localdate()}
