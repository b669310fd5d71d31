"""The checks that refuse an unsafe production, each with one sentence that says how to mend it.

``A12_ENV`` unset means production; only ``trial`` and ``test`` are excused. Web, worker and beat call
``refuse_unsafe_start``; ``manage.py check --deploy`` lists the same sentences.
"""

import logging
import sys
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from dsar.crypto.master import BadMasterKeysError, MasterKeys

logger = logging.getLogger(__name__)

SHORTEST_SECRET = 50
EXCUSED = ("trial", "test")
UNSET_SECRET = "unset-and-refused-in-production"  # noqa: S105  the placeholder that settings.py puts in
SMTP = "django.core.mail.backends.smtp.EmailBackend"
UNSENT = tuple(f".{name}.EmailBackend" for name in ("console", "dummy", "filebased", "locmem"))
Fault = tuple[str, str]


class UnsafeStart(SystemExit):
    """The process must not serve; standard error lists every fault."""


def refuse_unsafe_start() -> None:
    """End the process with exit code 3 and one sentence per fault when this would be an unsafe production."""
    faults = list(production_faults())
    if faults:
        sentences = "\n".join(f"  - {sentence}" for _, sentence in faults)
        sys.stderr.write(f"Article 12 does not start:\n{sentences}\n")
        raise UnsafeStart(3)
    if settings.A12_ENV not in EXCUSED and settings.EMAIL_ALLOW_PLAIN and not _mail_is_encrypted():
        logger.warning("EMAIL_ALLOW_PLAIN is set: mail leaves this installation without TLS.")


@register(Tags.security, deploy=True)
def production_checks(**_: Any) -> list[CheckMessage]:
    """Answer the same faults as messages of Django's check framework."""
    return [Error(sentence, id=f"article12.{code}") for code, sentence in production_faults()]


def production_faults() -> Iterator[Fault]:
    """Yield (code, sentence) for all that makes this production unsafe; nothing in the trial and in tests."""
    if settings.A12_ENV in EXCUSED:
        return
    if settings.A12_ENV != "production":
        yield "E001", f"A12_ENV is {settings.A12_ENV!r}: set it to production (or leave it unset)."
    yield from _django_faults()
    yield from _key_faults()
    yield from _broker_faults()
    yield from _database_faults()
    yield from _mail_faults()


def _django_faults() -> Iterator[Fault]:
    if settings.DEBUG:
        yield "E002", "DEBUG is on and would show internals to visitors: unset DEBUG."
    if settings.SECRET_KEY == UNSET_SECRET or len(settings.SECRET_KEY) < SHORTEST_SECRET:
        yield "E003", f"SECRET_KEY is unset or short: set it to at least {SHORTEST_SECRET} random characters."
    elif len(set(settings.SECRET_KEY)) < 5 or settings.SECRET_KEY.startswith("django-insecure-"):
        yield "E003", "SECRET_KEY is a default or easily guessed: set it to random characters."
    if not settings.ALLOWED_HOSTS or any(host in ("*", ".") for host in settings.ALLOWED_HOSTS):
        yield "E004", "ALLOWED_HOSTS lets any host name in: set it to the names this site is reached by."
    for proxy in settings.TRUSTED_PROXIES:
        try:
            ip_network(proxy, strict=False)
        except ValueError:
            yield (
                "E012",
                f"TRUSTED_PROXIES names {proxy!r}, which is no address: write 10.0.0.5 or 10.0.0.0/24.",
            )
    address = urlsplit(settings.BASE_URL)
    if address.scheme != "https" or not address.hostname:
        yield "E005", "BASE_URL is not an https:// address: set it to the public address of this site."


def _key_faults() -> Iterator[Fault]:
    if not settings.MASTER_KEYS:
        yield (
            "E006",
            "MASTER_KEYS is unset, so nothing can be sealed: set it to id:base64 with 32 random bytes.",
        )
        return
    try:
        MasterKeys.parse(settings.MASTER_KEYS)
    except BadMasterKeysError as error:
        yield "E006", f"{error}: write it as id:base64, with 32 random bytes in the base64."
    secrets = {entry.partition(":")[2].strip() for entry in settings.MASTER_KEYS.split(",")}
    if settings.SECRET_KEY in secrets | {settings.MASTER_KEYS}:
        yield "E007", "A key in MASTER_KEYS equals SECRET_KEY: make a separate random key for it."


def _broker_faults() -> Iterator[Fault]:
    address = urlsplit(settings.REDIS_URL)
    if address.scheme in ("unix", "redis+socket"):
        return
    if address.scheme not in ("redis", "rediss"):
        yield "E008", "REDIS_URL is not the address of a Redis: begin it with rediss://, redis:// or unix://."
    elif not address.password and not parse_qs(address.query).get("password"):
        yield "E008", "Redis is reached without a password or socket: put a password into REDIS_URL."


def _database_faults() -> Iterator[Fault]:
    database = settings.DATABASES["default"]
    owner = settings.DATABASES.get("owner")
    if database["ENGINE"] != "config.database":
        yield (
            "E009",
            "DATABASE_URL is not a PostgreSQL address: PostgreSQL is the only database this runs on.",
        )
    if owner and owner.get("USER") == database.get("USER"):
        yield "E010", "DATABASE_URL signs in as the owner of the tables: give web and worker their own role."


def _mail_faults() -> Iterator[Fault]:
    if settings.EMAIL_BACKEND.endswith(UNSENT):
        yield (
            "E011",
            "No mail would leave this machine: set EMAIL_URL, for example to smtp+tls://user:password@host:587.",
        )
    elif settings.EMAIL_BACKEND == SMTP and not _mail_is_encrypted() and not settings.EMAIL_ALLOW_PLAIN:
        yield (
            "E011",
            "Mail would leave without TLS: use smtp+tls:// in EMAIL_URL (or set EMAIL_ALLOW_PLAIN=true).",
        )


def _mail_is_encrypted() -> bool:
    return bool(getattr(settings, "EMAIL_USE_TLS", False) or getattr(settings, "EMAIL_USE_SSL", False))
