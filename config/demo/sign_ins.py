"""How the demo staff sign in: a password made once per trial, and second factors whose codes it shows."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.conf import settings

from config.demo.office import STAFF
from dsar.models import User

_KEPT_IN = "demo-password"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One demo account and its current code."""

    name: str
    email: str
    role: str
    code: str


def password(folder: Path) -> str:
    """Return the password of all demo accounts of this trial, made on first use."""
    path = folder / _KEPT_IN
    if not path.exists():
        path.write_text("-".join(secrets.choice(_WORDS) for _ in range(4)))
        path.chmod(0o600)
    return path.read_text()


_WORDS = [
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "grove",
    "heath",
    "inlet",
    "jetty",
    "knoll",
    "larch",
    "marsh",
    "north",
    "ochre",
    "pearl",
    "quill",
    "ridge",
    "slate",
    "thyme",
    "umber",
    "vale",
    "willow",
    "yarrow",
    "zephyr",
    "brook",
    "cliff",
    "dune",
    "elder",
    "fern",
    "gorse",
    "hazel",
]


def enable(folder: Path) -> str:
    """Give every demo account its password and second factor; return the password."""
    word = password(folder)
    for colleague in STAFF:
        user = User.objects.get(email=colleague.mailbox)
        user.set_password(word)
        user.save()
        EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(user, generate_totp_secret())
    return word


def current() -> list[SignIn]:
    """Return the demo accounts with the codes that are good now; only ever shown in a trial."""
    if not settings.TRIAL:
        raise PermissionError("demo codes exist in a trial only")
    found = []
    for colleague in STAFF:
        row = Authenticator.objects.get(user__email=colleague.mailbox, type=Authenticator.Type.TOTP)
        secret = get_adapter().decrypt(row.data["secret"])
        code = format_hotp_value(hotp_value(secret, next(iter(counters()))))
        found.append(SignIn(colleague.name, colleague.mailbox, colleague.role, code))
    return found
