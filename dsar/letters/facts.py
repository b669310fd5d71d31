"""What a letter is made of: plain dated facts, gathered by the caller and never looked up here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The controller as it shows itself; ``accent`` is a colour like ``#0b5c5a``, addresses are http(s)."""

    controller_name: str
    legal_name: str
    address_lines: tuple[str, ...]
    accent: str
    dpo_name: str
    dpo_email: str
    dpo_phone: str
    regulator_name: str
    regulator_url: str
    regulator_phone: str
    complaint_contact: str


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Who gets the letter; without address lines it goes by another channel than post."""

    name: str
    address_lines: tuple[str, ...] = ()


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
class Deadline:
    """When the request came, the statutory and the promised date (None: not known yet), and why."""

    received_on: date
    limit_on: date | None = None
    target_on: date | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class PackageLink:
    """The page from which the copy is fetched: its address (without a secret) and how many days it works."""

    address: str
    days: int


class ClockEffect(StrEnum):
    """What the proof does to the time: in the UK it starts it, in the EU it ends a wait; or nothing."""

    STARTS = "starts"
    STANDS_STILL = "stands_still"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A way to prove who one is; ``photo`` when it shows a face, since there must be one that does not."""

    what: str
    photo: bool = False


@dataclass(frozen=True, kw_only=True)
class IdentityQuestion:
    """What is doubtful and why (Art. 12(6)), what settles it, where to send it, how many days it is kept."""

    effect: ClockEffect
    proofs: tuple[Proof, ...]
    send_to: str
    kept_days: int
    doubt: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Insufficient:
    """What was sent as proof, the day it arrived, and why it does not settle the matter."""

    what: str
    arrived_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A notice under Art. 12(3): the factor and the facts of this case, and the dates that it changes.

    ``notice_by`` is the last day on which the notice can be given; after it nothing moves the limit.
    """

    factor: str
    facts: str
    old_limit_on: date
    new_limit_on: date
    notice_by: date
    aim_on: date | None = None
    questions_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """All that any letter may need; each kind says by its elements what it cannot do without.

    ``case_right`` is a value of ``dsar.enums.Right``; ``language`` a code like ``en-gb``; ``large_print`` an
    adjustment that was asked for. ``asked_words`` may have several lines, every other text is a paragraph.
    """

    language: str
    reference: str
    case_right: str
    sender: Sender
    addressee: Addressee
    written_on: date
    deadline: Deadline
    asked_words: str = ""
    systems: tuple[SystemStatement, ...] = ()
    searches: tuple[Search, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    codes: tuple[CodeMeaning, ...] = ()
    delivery: PackageLink | None = None
    identity_sentence: str = ""
    identity: IdentityQuestion | None = None
    insufficient: Insufficient | None = None
    extension: Extension | None = None
    large_print: bool = False
