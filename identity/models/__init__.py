"""The tables of identity."""

from identity.models.access import Code, Counter, Link, Session
from identity.models.checks import Check, Evidence

__all__ = ["Check", "Code", "Counter", "Evidence", "Link", "Session"]
