"""What every answer carries, and how long a member of staff stays signed in."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from dsar.models import User

Answer = Callable[[HttpRequest], HttpResponseBase]


def headers(get_response: Answer) -> Answer:
    """Add what CSP does not say: resource policy, permissions, and no copies of personal pages."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        if not request.path.startswith(settings.STATIC_URL):
            response.setdefault("Cache-Control", "no-store")
        return response

    return answer


_LAST_SEEN = "last_seen"
#: Each save of a session prolongs its row, so the twelve hours are counted from here.
_BEGAN = "began"
_OPEN_TO_HALF_SIGNED_IN = ("/accounts/", settings.STATIC_URL, "/trial/", "/healthz", "/readyz")


def _has_second_factor(user: User) -> bool:
    from allauth.mfa.utils import is_mfa_enabled  # allauth needs the apps to be loaded

    return bool(is_mfa_enabled(user))


def staff_sessions(get_response: Answer) -> Answer:
    """End idle sessions of staff, and let nobody to the desk without a second factor."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User):
            return get_response(request)
        now = timezone.now().timestamp()
        seen = request.session.get(_LAST_SEEN)
        began = request.session.setdefault(_BEGAN, now)
        idle = seen is not None and now - seen > settings.STAFF_IDLE_SECONDS
        if idle or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
            return redirect(f"{reverse('account_login')}?idle=1")
        if seen is None or now - seen > 60:
            request.session[_LAST_SEEN] = now
        if not request.path.startswith(_OPEN_TO_HALF_SIGNED_IN) and not _has_second_factor(user):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return answer
