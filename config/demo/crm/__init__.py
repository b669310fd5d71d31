"""The demo company's own CRM: a database that the product knows only as a source."""

from config.demo.crm.loading import load
from config.demo.crm.people import SOFIA_EMAIL, SOFIA_NAME

__all__ = ["SOFIA_EMAIL", "SOFIA_NAME", "load"]
