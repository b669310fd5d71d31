"""The demo company's own CRM: a database that the product knows only as a source."""

from config.demo.crm.known import SOFIA_EMAIL, SOFIA_NAME
from config.demo.crm.loading import load

__all__ = ["SOFIA_EMAIL", "SOFIA_NAME", "load"]
