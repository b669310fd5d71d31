"""How the demo staff sign in: a password made once per trial, and second factors whose codes it shows."""

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.conf import settings
from django.contrib.auth.hashers import make_password

from config.demo import colleagues, offices
from dsar.models import Controller, User

_KEPT_IN = "demo-password"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One demo account at one controller: its roles there, and its current code where that is asked for."""

    controller: str
    name: str
    email: str
    roles: tuple[str, ...]
    code: str = ""


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
    # One hash for all: made to be slow, it would take most of a minute for each of them in turn.
    hashed = make_password(word)
    for email in dict.fromkeys(post.email for post in colleagues.posts()):
        user = User.objects.filter(email=email).first()
        if user is None:
            continue
        if not user.check_password(word):
            user.password = hashed
            user.save(update_fields=["password"])
        EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(user, generate_totp_secret())
    return word


def posts() -> list[SignIn]:
    """Return the demo accounts by controller, in the order in which the controllers are shown."""
    names = dict(Controller.objects.values_list("slug", "name"))
    found = sorted(colleagues.posts(), key=lambda post: offices.SLUGS.index(post.slug))
    known = set(User.objects.values_list("email", flat=True))
    return [
        SignIn(names[post.slug], post.name, post.email, tuple(role.value for role in post.roles))
        for post in found
        if post.slug in names and post.email in known
    ]


def current() -> list[SignIn]:
    """Return the demo accounts with the codes that are good now; only ever shown in a trial."""
    if not settings.TRIAL:
        raise PermissionError("demo codes exist in a trial only")
    rows = Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user")
    secrets_of = {row.user.email: get_adapter().decrypt(row.data["secret"]) for row in rows}
    counter = next(iter(counters()))
    return [
        replace(post, code=format_hotp_value(hotp_value(secrets_of[post.email], counter)))
        for post in posts()
        if post.email in secrets_of
    ]
