"""Sign-ins, failed ones and sign-outs of staff go to the log; a changed second factor ends sessions."""

from typing import Any

from allauth.mfa import signals
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from dsar.audit import record
from dsar.enums import EventType
from dsar.models import User


def _signed_in(sender: object, user: User, **_: Any) -> None:
    record(EventType.SIGNED_IN, at=timezone.now(), actor=user)


def _signed_out(sender: object, user: User | None, **_: Any) -> None:
    if user is not None:
        record(EventType.SIGNED_OUT, at=timezone.now(), actor=user)


def _failed(sender: object, **_: Any) -> None:
    """Log that somebody failed; never what they typed, which may be a password in the wrong field."""
    record(EventType.SIGN_IN_FAILED, at=timezone.now())


def _factor_changed(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    """End every other session of an account whose second factor changed."""
    User.objects.filter(pk=user.pk).update(access_version=F("access_version") + 1)
    user.refresh_from_db(fields=["access_version"])
    update_session_auth_hash(request, user)


def connect() -> None:
    """Listen to the framework's signals; called once, when Django starts."""
    user_logged_in.connect(_signed_in, dispatch_uid="article12.in")
    user_logged_out.connect(_signed_out, dispatch_uid="article12.out")
    user_login_failed.connect(_failed, dispatch_uid="article12.failed")
    for signal in (signals.authenticator_added, signals.authenticator_removed, signals.authenticator_reset):
        signal.connect(_factor_changed, dispatch_uid="article12.factor")
