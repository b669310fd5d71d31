"""What was decided and done on a right other than access, as its letter needs it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Ending = Literal["done", "part", "refused"]


@dataclass(frozen=True, kw_only=True)
class CarriedOut:
    """One thing that was done: where, what, and on which day."""

    system: str
    what: str
    done_on: date


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One thing that stays: the law and the reason, until when (None: see ``review_on``), who holds it."""

    what: str
    law: str
    reason: str
    until: date | None = None
    holder: str = ""


@dataclass(frozen=True, kw_only=True)
class RecipientTold:
    """Somebody to whom the data had been passed (Art. 19): told on a day, or why they could not be told."""

    name: str
    what_for: str = ""
    told_on: date | None = None
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A decision on one right: "done", "part" or "refused"; each right uses its own fields.

    ``ground``, ``citation`` and ``reasons`` say why; ``statement`` is the person's statement added to the
    record (Art. 16); ``backups`` when copies go; ``still_allowed`` what Art. 18(2) still lets us do;
    ``effective_on`` the day on which it took effect, or on which a restriction is lifted; ``goes_on`` what
    continues on another basis; ``balance`` the interests weighed against this person's own situation;
    ``decision``, ``logic``, ``result`` and ``contest`` belong to an automated decision; ``transfer`` says
    how sending it straight to another organisation went; ``format`` how to open the files;
    ``suppression`` whether a contact stays on a list only so that it is not used again; ``decider_role``
    reads on from "This was decided by" ("our data protection officer").
    """

    right: str
    outcome: Ending
    ground: str = ""
    citation: str = ""
    reasons: str = ""
    actions: tuple[CarriedOut, ...] = ()
    kept: tuple[Kept, ...] = ()
    told: tuple[RecipientTold, ...] = ()
    statement: str = ""
    backups: str = ""
    review_on: date | None = None
    still_allowed: str = ""
    effective_on: date | None = None
    goes_on: str = ""
    balance: str = ""
    decision: str = ""
    logic: str = ""
    result: str = ""
    contest: str = ""
    transfer: str = ""
    format: str = ""
    decider_role: str = ""
    suppression: bool = False
