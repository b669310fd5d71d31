"""Renders the mails; what a mail needs is a table, and nothing else of its context reaches the template.

No mail carries a requester's own words or name: whoever fills in the form chooses where the first mail
goes, so those words would be somebody's message under the controller's name. The data itself is never in one.
"""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.template import Context
from django.template.loader import get_template, select_template
from django.utils import translation
from django.utils.translation import gettext

from dsar.enums import DeliveryKind
from dsar.letters.tidy import visible, visible_lines
from dsar.letters.words import ASKED_FOR, day, listed

EVERY_MAIL = ("controller_name", "dpo_email")
REGULATOR = ("regulator_name", "regulator_url")

# Per kind: what the context must hold, and what it may. ``*_on`` are dates (or ISO text), ``right`` is a
# value of enums.Right (or a list of them, when one mail is about several), ``proofs`` a list of texts,
# ``effect`` a facts.ClockEffect; ``why`` explains the date, ``reason`` the question or the refusal.
NEEDS: dict[DeliveryKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    DeliveryKind.CONFIRM: (("link", "received_on", "expires_on"), ()),
    DeliveryKind.ACKNOWLEDGEMENT: (("reference", "received_on", "right", "link", "why"), ()),
    DeliveryKind.CODE: (("code", "minutes"), ()),
    DeliveryKind.ID_REQUEST: (
        ("reference", "link", "proofs", "effect", "kept_days"),
        ("doubt", "reason", "limit_on"),
    ),
    DeliveryKind.ID_NOT_ACCEPTED: (
        ("reference", "link", "arrived_on", "reason", "proofs", "effect"),
        ("limit_on",),
    ),
    DeliveryKind.CLARIFICATION: (("reference", "link", "question", "reason"), ("stops_clock",)),
    DeliveryKind.EXTENSION: (
        ("reference", "link", "factor", "facts", "old_limit_on", "new_limit_on", *REGULATOR),
        ("aim_on",),
    ),
    DeliveryKind.DELIVERY: (("reference", "link", "expires_on"), ()),
    DeliveryKind.REMINDER: (("reference", "right", "rung", "due_on", "days_left", "link"), ()),
    DeliveryKind.RETURNED: (("reference", "right", "link"), ("limit_on",)),
}

PARAGRAPHS = frozenset({"why", "doubt", "reason", "question", "facts"})
LINKS = frozenset({"link", "regulator_url"})
SUBJECT_CHARACTERS = 150
WIDTH = 72


class IncompleteMail(ValueError):
    """A mail whose context lacks something or holds an address that is none; ``args`` name the keys."""


@dataclass(frozen=True)
class Mail:
    """A mail ready to be sent; the subject is always one line."""

    subject: str
    text: str
    html: str


def lacking(kind: DeliveryKind | str, context: Mapping[str, Any]) -> list[str]:
    """Return the keys that a mail of this kind needs and ``context`` does not fill."""
    needed, _ = NEEDS[DeliveryKind(kind)]
    blank = [key for key in (*EVERY_MAIL, *needed) if context.get(key) in (None, "", [], ())]
    if "effect" in needed and context.get("effect") != "none" and kind == DeliveryKind.ID_REQUEST:
        blank += [key for key in ("doubt", "reason") if not context.get(key)]
    return blank


def render_mail(kind: DeliveryKind | str, context: Mapping[str, Any], language: str) -> Mail:
    """Return the mail in ``language``; raises ``IncompleteMail`` naming what is missing or no web address."""
    kind = DeliveryKind(kind)
    blank = lacking(kind, context)
    if blank:
        raise IncompleteMail(f"{kind} lacks {', '.join(blank)}")
    needed, optional = NEEDS[kind]
    with translation.override(language):
        known = {key: _readable(key, context.get(key)) for key in (*EVERY_MAIL, *needed, *optional)}
        subject = visible(_plain(f"emails/{kind}.subject.txt", known))[:SUBJECT_CHARACTERS]
        text = _wrapped(_plain(f"emails/{kind}.txt", known))
        html: str = get_template(f"emails/{kind}.html").render(
            {**known, "subject": subject, "lang": language}
        )
    return Mail(subject, text, html)


def posted_text(kind: DeliveryKind | str, context: Mapping[str, Any], language: str) -> tuple[str, str]:
    """Return the subject and the text of a mail that is posted: no link, but how to reach us on paper.

    ``context`` holds ``contact``, which stands where a mail has its link. Raises ``IncompleteMail``.
    """
    kind = DeliveryKind(kind)
    blank = [key for key in lacking(kind, context) if key not in LINKS]
    if blank or not context.get("contact"):
        raise IncompleteMail(f"{kind} lacks {', '.join(blank) or 'contact'}")
    needed, optional = NEEDS[kind]
    with translation.override(language):
        known = {
            key: _readable(key, context.get(key))
            for key in (*EVERY_MAIL, *needed, *optional)
            if key != "link"
        }
        known |= {"by_post": True, "link": visible(str(context["contact"]))}
        subject = visible(_plain(f"emails/{kind}.subject.txt", known))[:SUBJECT_CHARACTERS]
        return subject, _plain(f"emails/{kind}.txt", known)


def _readable(key: str, value: Any) -> Any:
    """Return a value of the context as the templates show it: dates and rights in words, texts visible."""
    if key in LINKS and urlsplit(str(value)).scheme not in {"http", "https"}:
        raise IncompleteMail(f"{key} is no web address")
    if key.endswith("_on") and value:
        return day(_date(value))
    if key == "right" and value:
        return listed(_asked(right) for right in ([value] if isinstance(value, str) else value))
    if isinstance(value, list | tuple):
        return [visible(str(each)) for each in value]
    if isinstance(value, str):
        return visible_lines(value) if key in PARAGRAPHS else visible(value)
    return value


def _asked(right: str) -> str:
    """Return what was asked so that it follows "you asked us"; a right without such words is named."""
    if right in ASKED_FOR:
        return str(ASKED_FOR[right])
    return gettext("about %(right)s") % {"right": visible(right)}


def _date(value: date | str) -> date:
    if isinstance(value, datetime):
        raise IncompleteMail("a day is a date, not an instant")
    return value if isinstance(value, date) else date.fromisoformat(value)


def _plain(name: str, context: Mapping[str, Any]) -> str:
    """Render a text template; nothing in it is escaped, because nothing in it is HTML."""
    template: Any = select_template([name])
    rendered: str = template.template.render(Context(dict(context), autoescape=False))
    return rendered


def _wrapped(text: str) -> str:
    """Return text wrapped line by line, with addresses left whole and no two empty lines in a row."""
    lines = [
        textwrap.fill(
            line.strip(),
            WIDTH,
            subsequent_indent="  " if line.lstrip().startswith("- ") else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
