"""The keys of a policy file: in which table each stands, of what kind it is, and the field it fills."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Model

from dsar.enums import RIGHTS_OF_LAW, IdentityRule, Relation, ReleaseMode
from dsar.models import Controller, Recipient, RetentionRule, System
from dsar.services.policies import checks
from dsar.services.policies.policy import Value


class Kind(Enum):
    """What a value is, in the words of a refusal."""

    LINE = "a text on one line, in quotation marks"
    TEXT = "a text in quotation marks"
    NUMBER = "a whole number"
    FLAG = "true or false"
    WORDS = 'a list of texts, such as ["one", "two"]'
    DAY = "a date, such as 2026-12-24, without quotation marks"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name in the file, the field of the model, its kind, and what it may hold.

    A key that is not ``needed`` may be left out; then the field holds ``otherwise``.
    """

    name: str
    kind: Kind = Kind.LINE
    field: str = ""
    needed: bool = True
    otherwise: Value = ""
    least: int = 0
    most: int = 0
    codes: tuple[str, ...] = ()
    check: Callable[[str], str] | None = None

    @property
    def target(self) -> str:
        """The field of the model that the key fills."""
        return self.field or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file, the model that it fills, and its keys in the order in which they are written."""

    name: str
    model: type[Model]
    keys: tuple[Key, ...]


def _number(name: str, least: int, most: int, field: str = "") -> Key:
    return Key(name, Kind.NUMBER, field, least=least, most=most)


def _spare(
    name: str, kind: Kind = Kind.LINE, field: str = "", check: Callable[[str], str] | None = None
) -> Key:
    return Key(name, kind, field, needed=False, check=check)


def _flag(name: str, field: str = "") -> Key:
    return Key(name, Kind.FLAG, field, needed=False, otherwise=False)


SETTINGS: tuple[Table, ...] = (
    Table(
        "controller",
        Controller,
        (
            Key("slug", check=checks.slug),
            Key("name"),
            Key("legal_name"),
            Key("address", Kind.TEXT),
            Key("accent", check=checks.accent),
            Key("jurisdiction", check=checks.jurisdiction),
            Key("zone", check=checks.zone),
            Key("languages", Kind.WORDS, check=checks.language),
        ),
    ),
    Table(
        "contact",
        Controller,
        (
            _spare("email", field="contact_email", check=checks.email),
            _spare("phone", field="contact_phone"),
            _spare("account_url", check=checks.url),
            _spare("other_ways", Kind.TEXT),
        ),
    ),
    Table(
        "dpo",
        Controller,
        (
            _spare("name", field="dpo_name"),
            Key("email", field="dpo_email", check=checks.email),
            _spare("phone", field="dpo_phone"),
        ),
    ),
    Table(
        "regulator",
        Controller,
        (
            Key("name", field="regulator_name"),
            Key("url", field="regulator_url", check=checks.url),
            _spare("phone", field="regulator_phone"),
            _spare("address", Kind.TEXT, "regulator_address"),
        ),
    ),
    Table("rights", Controller, (Key("named", Kind.WORDS, "rights_named", codes=RIGHTS_OF_LAW),)),
    Table(
        "promise",
        Controller,
        (Key("days", Kind.NUMBER, "promise_days", needed=False, otherwise=None, least=1, most=90),),
    ),
    Table("identity", Controller, (Key("rule", field="identity_rule", codes=tuple(IdentityRule)),)),
    Table("release", Controller, (Key("mode", field="release_mode", codes=tuple(ReleaseMode)),)),
    Table(
        "fee",
        Controller,
        (
            Key(
                "minute_pence",
                Kind.NUMBER,
                "fee_minute_pence",
                needed=False,
                otherwise=None,
                least=1,
                most=1000,
            ),
            _spare("words", Kind.TEXT, "fee_words"),
        ),
    ),
    Table(
        "silence",
        Controller,
        (
            _number("days", 7, 365, "silence_days"),
            _number("chases", 0, 5),
            Key("erases_details", Kind.FLAG, "silence_erases"),
        ),
    ),
    Table(
        "lateness",
        Controller,
        (Key("tells_person", Kind.FLAG, "tells_lateness", needed=False, otherwise=True),),
    ),
    Table(
        "retention",
        Controller,
        (
            _number("record_days", 30, 3660, "keep_record_days"),
            _number("case_days", 30, 7320, "keep_case_days"),
            _number("evidence_days", 0, 90, "keep_evidence_days"),
            _number("link_days", 1, 90),
        ),
    ),
)

SYSTEM = Table(
    "systems",
    System,
    (
        Key("name"),
        Key("purpose", Kind.TEXT),
        Key("lawful_basis"),
        _spare("legitimate_interest", Kind.TEXT),
        Key("categories", Kind.TEXT),
        Key("origin", Kind.TEXT),
        Key("retention", Kind.TEXT),
        Key("location"),
        Key("automated_decisions", Kind.TEXT),
        Key("holder_name"),
        _spare("holder_email", check=checks.email),
        Key("relations", Kind.WORDS, codes=tuple(Relation)),
        _flag("uses_for_marketing"),
        _flag("portable"),
    ),
)
RECIPIENT = Table(
    "recipients",
    Recipient,
    (
        Key("name"),
        Key("what_for"),
        Key("country"),
        _spare("safeguard"),
        _spare("email", check=checks.email),
    ),
)
RULE = Table(
    "retention_rules",
    RetentionRule,
    (
        Key("what"),
        Key("law"),
        Key("reason", Kind.TEXT),
        _number("keep_years", 1, 100),
        Key("counted_from"),
        Key("collections", Kind.WORDS, needed=False, otherwise=()),
        Key("afterwards", codes=("erase", "anonymise")),
    ),
)
DAYS = (Key("on", Kind.DAY), Key("name"), _flag("working"))

#: What else stands in a table, beside its keys.
CALENDAR, OWN_DAYS, FORMERLY = "calendar", "days", "formerly"
