"""Names of people and their other details, opened for a page."""

from django.utils.translation import gettext as _

from dsar.crypto.sealed import CannotOpen
from dsar.models import Case, SealingModel


def name_of(case: Case) -> str:
    """Return the name of the person of a case, or that their details are gone."""
    return opened(case.submission.person, "name")


def opened(row: SealingModel, field: str) -> str:
    """Return a sealed detail, or that it is gone; warm the keys before many are opened."""
    try:
        return row.open(field)
    except CannotOpen:
        return _("(details erased)")
