"""The boxes for who somebody is and how to reach them, the same on every form but for their words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.text import (
    ADDRESS_MOST,
    EMAIL_MOST,
    NAME_MOST,
    PHONE_MOST,
    EmailText,
    PlainText,
    area,
    line,
)

_NAME_LONG = _("The name is too long.")
_MAIL_LONG = _("The e-mail address is too long.")
_PHONE_LONG = _("The phone number is too long.")
_POST_LONG = _("The postal address is too long.")


def _told(missing: Any) -> dict[str, Any] | None:
    return {"required": missing} if missing else None


def named(
    label: Any,
    *,
    hint: Any = "",
    missing: Any = "",
    too_long: Any = _NAME_LONG,
    autocomplete: str = "off",
) -> PlainText:
    """Return a box for a name, of a person or a firm; ``missing`` is what to say when it stays empty."""
    return PlainText(
        label=label,
        help_text=hint,
        required=bool(missing),
        most=NAME_MOST,
        too_long=too_long,
        widget=line(autocomplete=autocomplete, spellcheck="false", dir="auto"),
        error_messages=_told(missing),
    )


def mailbox(
    label: Any,
    *,
    hint: Any = "",
    missing: Any = "",
    too_long: Any = _MAIL_LONG,
    autocomplete: str = "off",
) -> EmailText:
    """Return a box for an e-mail address."""
    attributes = {"autocomplete": autocomplete, "spellcheck": "false", "autocapitalize": "none"}
    return EmailText(
        label=label,
        help_text=hint,
        required=bool(missing),
        most=EMAIL_MOST,
        too_long=too_long,
        widget=forms.EmailInput(attrs=attributes),
        error_messages=_told(missing),
    )


def telephone(
    label: Any,
    *,
    hint: Any = "",
    too_long: Any = _PHONE_LONG,
    autocomplete: str = "off",
) -> PlainText:
    """Return a box for a telephone number, which nobody has to give."""
    return PlainText(
        label=label,
        help_text=hint,
        required=False,
        most=PHONE_MOST,
        too_long=too_long,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": autocomplete}),
    )


def postal(
    label: Any,
    *,
    hint: Any = "",
    too_long: Any = _POST_LONG,
    autocomplete: str = "off",
    rows: int = 3,
) -> PlainText:
    """Return a box for a postal address, which nobody has to give."""
    return PlainText(
        label=label,
        help_text=hint,
        required=False,
        most=ADDRESS_MOST,
        too_long=too_long,
        widget=area(rows, autocomplete=autocomplete, dir="auto"),
    )
