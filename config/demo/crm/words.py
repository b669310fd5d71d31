"""The words that the invented CRM is made of, from `words.toml`."""

import tomllib
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

GIVEN_NAMES: list[str] = _WORDS["given_names"]
FAMILY_NAMES: list[str] = _WORDS["family_names"]
SECTORS: list[str] = _WORDS["sectors"]
COMPANIES: list[str] = _WORDS["companies"]
STREETS: list[str] = _WORDS["streets"]
ROADS: list[str] = _WORDS["roads"]
TOWNS: list[str] = _WORDS["towns"]
INTERESTS: list[str] = _WORDS["interests"]
STAFF: list[str] = _WORDS["staff"]
SUBJECTS: list[str] = _WORDS["subjects"]
ASKING: list[str] = _WORDS["asking"]
ANSWERING: list[str] = _WORDS["answering"]
NOTES: list[str] = _WORDS["notes"]
ACTIONS: list[str] = _WORDS["actions"]
CALLS: list[str] = _WORDS["calls"]
CAMPAIGNS: list[str] = _WORDS["campaigns"]
PAGES: list[str] = _WORDS["pages"]
REFERRERS: list[str] = _WORDS["referrers"]
BROWSERS: list[str] = _WORDS["browsers"]
GIVEN_BY: list[str] = _WORDS["given_by"]
PRODUCTS: list[tuple[str, int]] = list(_WORDS["products"].items())
CHILD_PRODUCTS: list[tuple[str, int]] = list(_WORDS["child_products"].items())
CONSENTS: list[tuple[str, str, float]] = [
    (consent["purpose"], consent["wording"], consent["share"]) for consent in _WORDS["consents"]
]
