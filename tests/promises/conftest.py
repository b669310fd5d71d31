"""What the promises need: the office's CRM, to be searched for real."""

from tests.journeys.conftest import crm, searching, unhurried

__all__ = ["crm", "searching", "unhurried"]
