"""What the register and the searches say: systems, recipients, what was found, what is kept back."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class RecipientStatement:
    """Somebody who gets data of a system (Art. 15(1)(c)); ``safeguard`` (Art. 15(2)) is empty at home."""

    name: str
    what_for: str
    country: str
    safeguard: str = ""


@dataclass(frozen=True, kw_only=True)
class SystemStatement:
    """What the register says of one system that held data (Art. 15(1)(a)-(d), (g), (h), lawful basis, place).

    No recipients means that the register names none. ``automated_decisions`` says that there are none,
    or which (logic, significance, effects); empty means that the register is silent.
    """

    name: str
    purpose: str
    lawful_basis: str
    categories: str
    origin: str
    retention: str
    location: str
    automated_decisions: str
    legitimate_interest: str = ""
    recipients: tuple[RecipientStatement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Search:
    """One system that was searched, by which identifiers, with how many records found; or why it was not."""

    system: str
    searched: bool
    identifiers_used: tuple[str, ...] = ()
    reason_if_not: str = ""
    found: int = 0


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """A kind of thing kept back and why; what is withheld silently must not be given to the letter at all."""

    what: str
    exemption_title: str
    citation: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CodeMeaning:
    """A code or abbreviation in the copy, and what it means."""

    code: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class PackageLink:
    """The page from which the copy is fetched: its address (without a secret) and how many days it works.

    ``by_post``: the copy lies on a data medium in the envelope of the letter, and nothing is fetched.
    """

    address: str
    days: int
    by_post: bool = False


@dataclass(frozen=True, kw_only=True)
class DataSet:
    """One set of data that was asked for in a form to take elsewhere (Art. 20), and what was decided on it.

    A given set has its ``file_format``, ``fields`` and ``period``; one that is not given has its ``reason``.
    """

    name: str
    given: bool
    file_format: str = ""
    fields: str = ""
    period: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PartRelease:
    """What comes with this letter, and what follows by when."""

    now: tuple[str, ...]
    later: tuple["ToCome", ...]


@dataclass(frozen=True, kw_only=True)
class ToCome:
    """One thing that follows, and the day by which it does."""

    what: str
    by_on: date


@dataclass(frozen=True, kw_only=True)
class Supplement:
    """What is added to an answer after a fresh look, when that answer was given, and why it was not in it."""

    answered_on: date
    added: tuple[str, ...]
    why_not_before: str
