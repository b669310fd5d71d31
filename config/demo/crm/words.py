"""The words that the invented CRM is made of, from `words.toml`."""

import tomllib
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

GIVEN_NAMES: list[str] = _WORDS["given_names"]
FAMILY_NAMES: list[str] = _WORDS["family_names"]
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
PRODUCTS: list[tuple[str, int]] = list(_WORDS["products"].items())
