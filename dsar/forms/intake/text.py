"""Text as strangers send it: any script, any length, any rubbish; kept as typed, and answered in words."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

NAME_MOST: Final = 300
EMAIL_MOST: Final = 254
PHONE_MOST: Final = 60
ADDRESS_MOST: Final = 1_000
WORDS_MOST: Final = 5_000
LINE_MOST: Final = 200

# Signs nobody types and nobody sees: control characters but tab and line feed, and halves of surrogate pairs.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def seen(text: str) -> str:
    """Return the text without the signs that cannot be seen or stored, its line ends as one line feed."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def seen_post(posted: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """Return what was posted with every text as `seen` leaves it, so that it can be shown and kept."""
    lists = posted.lists() if isinstance(posted, MultiValueDict) else [(k, [v]) for k, v in posted.items()]
    return MultiValueDict({seen(name): [seen(str(value)) for value in values] for name, values in lists})


class PlainText(forms.CharField):
    """A text of up to ``most`` characters; the browser cuts nothing off, and the fault says by how much."""

    def __init__(self, *, most: int, too_long: str | Promise, **options: Any) -> None:
        self.most, self.too_long = most, too_long
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """Return the text; of a box for one line, as one line."""
        text = super().to_python(value) or ""
        return text if isinstance(self.widget, forms.Textarea) else " ".join(text.split())

    def validate(self, value: str) -> None:
        """Refuse what is missing, and what is longer than it may be."""
        super().validate(value)
        over = len(value) - self.most
        if over > 0:
            raise ValidationError(f"{self.too_long} {_too_many(over, self.most)}", code="too_long")


class EmailText(PlainText):
    """An e-mail address, written in any script that its domain allows."""

    widget = forms.EmailInput(
        attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
    )
    default_validators = [
        EmailValidator(_("Write your e-mail address like this: name@example.org, without spaces."))
    ]

    def run_validators(self, value: str) -> None:
        """Check the shape in one sentence, whatever is wrong with it."""
        if value:
            self.default_validators[0](value)


def area(rows: int, **attributes: str) -> forms.Textarea:
    """Return a box for several lines."""
    return forms.Textarea(attrs={"rows": str(rows), **attributes})


def line(**attributes: str) -> forms.TextInput:
    """Return a box for one line."""
    return forms.TextInput(attrs=attributes)


def _too_many(over: int, most: int) -> str:
    return ngettext(
        "It may have up to %(most)s characters: please take out %(over)s.",
        "It may have up to %(most)s characters: please take out %(over)s.",
        over,
    ) % {"over": f"{over:,}", "most": f"{most:,}"}
