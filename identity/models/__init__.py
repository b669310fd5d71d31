"""The tables of identity."""

from identity.models.access import Code, Link, Session
from identity.models.checks import Check, Evidence

__all__ = ["Check", "Code", "Evidence", "Link", "Session"]
