"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def house(request: HttpRequest) -> dict[str, Any]:
    """Give every template `trial` (bool), `today` (date in the installation's zone) and `desk_url`."""
    return {"trial": settings.TRIAL, "today": timezone.localdate(), "desk_url": settings.LOGIN_REDIRECT_URL}
