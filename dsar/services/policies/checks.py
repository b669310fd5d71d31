"""What a value of a policy may be: each check returns why not and what to do, or nothing."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from dsar.clock import FactsError
from dsar.clock.places import check_jurisdiction, check_zone
from dsar.letters.clock_refusals import refusal
from dsar.letters.colours import contrast_to_white

#: White text on the accent, and the accent as links, with room for the mixtures made of it.
LEAST_CONTRAST = 5.5
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_WEB = URLValidator(schemes=["https"])


def slug(value: str) -> str:
    """Check the short name in addresses."""
    if _SLUG.fullmatch(value):
        return ""
    return f"“{value}” cannot stand in an address. Use small letters, digits and single hyphens."


def accent(value: str) -> str:
    """Check that the accent is a colour which can be read on white."""
    if not _COLOUR.fullmatch(value):
        return f"“{value}” is not a colour. Write it as #rrggbb in small letters, such as #0b5c5a."
    contrast = contrast_to_white(value)
    if contrast < LEAST_CONTRAST:
        return (
            f"{value} has a contrast of {contrast:.1f} to white, and {LEAST_CONTRAST} is the least that can "
            "be read well. Choose a darker colour."
        )
    return ""


def jurisdiction(value: str) -> str:
    """Check that the law of the place is known."""
    try:
        check_jurisdiction(value)
    except FactsError as error:
        return refusal(error)
    return ""


def zone(value: str) -> str:
    """Check that the time zone exists."""
    try:
        check_zone(value)
    except FactsError as error:
        return refusal(error)
    return ""


def language(value: str) -> str:
    """Check that this installation speaks the language."""
    spoken = [code for code, _name in settings.LANGUAGES]
    if value in spoken:
        return ""
    return f"this installation does not speak “{value}”. Use {' or '.join(spoken)}."


def email(value: str) -> str:
    """Check that something looks like an e-mail address."""
    try:
        validate_email(value)
    except ValidationError:
        return f"“{value}” is not an e-mail address. Write it as name@example.org."
    return ""


def url(value: str) -> str:
    """Check that something is an address on the web that people can be sent to."""
    try:
        _WEB(value)
        if urlsplit(value).username is not None:
            raise ValidationError("a name in the address")
    except (ValidationError, ValueError):
        return f"“{value}” is not a web address. Write it in full, beginning with https://."
    return ""
