"""Who writes a letter and who gets it."""

from dataclasses import dataclass


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
