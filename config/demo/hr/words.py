"""The words that the invented staff records are made of, from `words.toml`."""

import tomllib
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

DEPARTMENTS: list[str] = _WORDS["departments"]
CAME_FROM: list[str] = _WORDS["came_from"]
APPLICATION_STATUSES: list[str] = _WORDS["application_statuses"]
INTERVIEW_NOTES: list[str] = _WORDS["interview_notes"]
APPRAISAL_WORDS: list[str] = _WORDS["appraisal_words"]
APPRAISAL_ANSWERS: list[str] = _WORDS["appraisal_answers"]
SICK_NOTES: list[str] = _WORDS["sick_notes"]
POSTS: list[tuple[str, int]] = list(_WORDS["posts"].items())
