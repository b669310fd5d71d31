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
#: The rights that took effect as the message was written, and on which day.
IN_FORCE = ("in_force", "effective_on")
REGULATOR = ("regulator_name", "regulator_url")

# Per kind: what the context must hold, and what it may. ``*_on`` are dates (or ISO text), ``right`` is a
# value of enums.Right (or a list of them, when one mail is about several), ``proofs`` a list of texts,
# ``effect`` a facts.ClockEffect; ``why`` explains the date, ``reason`` the question or the refusal.
# ``arrived`` is one of CHOICES; ``letter_only`` says that no copy waits beside the letter; ``action`` is what
# a holder is to do, in our words; ``lines`` are mappings of a ``count``, ``what`` is counted, and a ``link``.
NEEDS: dict[DeliveryKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    DeliveryKind.CONFIRM: (("link", "received_on", "expires_on"), ()),
    DeliveryKind.ACKNOWLEDGEMENT: (
        ("reference", "received_on", "right", "link", "why"),
        ("own_words", "only_in_force", *IN_FORCE),
    ),
    DeliveryKind.UNDERSTOOD: (("reference", "received_on", "right", "link", "why"), IN_FORCE),
    DeliveryKind.CODE: (("code", "minutes"), ()),
    DeliveryKind.ID_REQUEST: (
        ("reference", "link", "proofs", "effect", "kept_days"),
        ("doubt", "reason", "limit_on"),
    ),
    DeliveryKind.ID_NOT_ACCEPTED: (
        ("reference", "link", "arrived_on", "reason", "proofs", "effect"),
        ("limit_on",),
    ),
    DeliveryKind.AUTHORITY_REQUEST: (("reference", "link", "reason", "proofs", "effect"), ("limit_on",)),
    DeliveryKind.AUTHORITY_REFUSED: (
        ("reference", "link", "what", "arrived_on", "reason", "proofs", "effect"),
        ("limit_on",),
    ),
    DeliveryKind.SENT_TO_PERSON: (("reference", "sent_on", "reason"), ()),
    DeliveryKind.CLARIFICATION: (("reference", "link", "question", "reason"), ("stops_clock",)),
    DeliveryKind.EXTENSION: (
        ("reference", "link", "factor", "facts", "old_limit_on", "new_limit_on", *REGULATOR),
        ("aim_on",),
    ),
    DeliveryKind.DELIVERY: (("reference", "link", "expires_on"), ("letter_only",)),
    DeliveryKind.REMINDER: (("reference", "rung", "due_on", "days_left", "link"), ("right", "complaint")),
    DeliveryKind.RETURNED: (("reference", "right", "link"), ("limit_on",)),
    DeliveryKind.CLOCK_STARTED: (
        ("reference", "link", "arrived", "arrived_on", "starts_on", "limit_on", "why"),
        (),
    ),
    DeliveryKind.CLOCK_RESUMED: (
        ("reference", "link", "arrived", "arrived_on", "days_not_counted", "limit_on", "why"),
        (),
    ),
    DeliveryKind.FEE_NOTICE: (("reference", "link", "amount", "pay_by_on", *REGULATOR), ()),
    DeliveryKind.WITHDRAWAL_CONFIRMED: (("reference", "link", "withdrawn_on"), ()),
    DeliveryKind.TRANSFER: (("reference", "link", *REGULATOR), ()),
    DeliveryKind.CHASE: (("reference", "link", "asked_on", "close_on"), ()),
    DeliveryKind.CLOSED_NO_RESPONSE: (("reference", "link", "asked_on", *REGULATOR), ("erased_on",)),
    DeliveryKind.LAPSED: (("reference", "link"), ()),
    DeliveryKind.LATE_APOLOGY: (("reference", "link", "limit_on", *REGULATOR), ("promised_on",)),
    DeliveryKind.RESTRICTION_LIFTING: (("reference", "link", "effective_on", *REGULATOR), ()),
    DeliveryKind.COMPLAINT_ACK: (("reference", "received_on", "outcome_by_on", *REGULATOR), ("link",)),
    DeliveryKind.COMPLAINT_PROGRESS: (
        ("reference", "received_on", "outcome_by_on", *REGULATOR),
        ("link", "steps"),
    ),
    DeliveryKind.COMPLAINT_OUTCOME: (("reference", "received_on", *REGULATOR), ("link",)),
    DeliveryKind.HOLDER_REQUEST: (("reference", "link", "system", "action", "due_on"), ()),
    DeliveryKind.HOLDER_REMINDER: (("reference", "link", "system", "action", "due_on", "days_left"), ()),
    DeliveryKind.PRESERVATION: (("reference", "link", "system"), ()),
    DeliveryKind.RECIPIENT_NOTICE: (("reference", "link", "confirm_by_on"), ()),
    DeliveryKind.DIGEST: (("link", "written_on", "lines"), ()),
    DeliveryKind.MESSAGE: (("reference", "link"), ()),
    DeliveryKind.MESSAGE_RECEIVED: (("reference", "link"), ()),
}

PARAGRAPHS = frozenset({"why", "doubt", "reason", "question", "facts", "steps"})
CHOICES = {
    DeliveryKind.CLOCK_STARTED: frozenset({"identity", "authority", "fee"}),
    DeliveryKind.CLOCK_RESUMED: frozenset({"answer", "identity"}),
}
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
    if kind in CHOICES and context["arrived"] not in CHOICES[kind]:
        raise IncompleteMail(f"{kind} has no words for what arrived")
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
    if kind in CHOICES and context["arrived"] not in CHOICES[kind]:
        raise IncompleteMail(f"{kind} has no words for what arrived")
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
    if value in (None, ""):
        return value
    if key in LINKS and urlsplit(str(value)).scheme not in {"http", "https"}:
        raise IncompleteMail(f"{key} is no web address")
    if key == "lines":
        return [{name: _readable(name, each[name]) for name in ("count", "what", "link")} for each in value]
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
