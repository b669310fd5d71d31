"""The tables of identity."""

from identity.models.access import Code, Link, Session
from identity.models.checks import Check, Evidence
from identity.models.questions import Question, Questions
from identity.models.representatives import Representative

__all__ = ["Check", "Code", "Evidence", "Link", "Question", "Questions", "Representative", "Session"]
