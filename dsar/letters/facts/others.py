"""Other organisations and people: who is told, who is asked, where else a request goes."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class PassedOn:
    """The organisation that decides about the data where we only work for it, and the day we told it."""

    controller: str
    told_on: date
    contact: str


@dataclass(frozen=True, kw_only=True)
class Transferred:
    """The organisation that a request belongs to; whether we sent it on with the person's consent.

    ``what_we_hold`` says that we hold nothing, or what we do ourselves; ``contact`` how to reach them.
    """

    to: str
    forwarded: bool
    what_we_hold: str
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class OtherRoutes:
    """Why a request cannot be answered under data protection law, and what else there is to try."""

    why: str
    routes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AnsweredBefore:
    """The earlier answer to the same question, and why nothing is new since."""

    reference: str
    answered_on: date
    reasons: str


@dataclass(frozen=True, kw_only=True)
class RecipientNotice:
    """What a recipient is told (Art. 19): about whom, which data, what was done, by when to confirm."""

    about: str
    data: str
    action: str
    law: str
    done_on: date
    confirm_by_on: date
    confirm_to: str


@dataclass(frozen=True, kw_only=True)
class ConsentQuestion:
    """What a third party is asked: what about them stands in data that somebody else asked for, by when."""

    what: str
    by_on: date
    answer_to: str


@dataclass(frozen=True, kw_only=True)
class PostCover:
    """What lies in an envelope: the things, how many pages, and by which other way the password comes."""

    contents: tuple[str, ...]
    pages: int
    password_by: str
