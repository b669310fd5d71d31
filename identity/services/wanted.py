"""Which documents are named as enough: the least that settles a doubt comes first."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from dsar.services.errors import Refused
from identity.enums import EvidenceKind
from identity.labels import PROOFS
from identity.methods.way import Words
from identity.models import Check

#: What shows a face is never the only thing that is asked for.
_PHOTOGRAPHS = (EvidenceKind.DRIVING_LICENCE, EvidenceKind.PASSPORT, EvidenceKind.IDENTITY_CARD)
#: What is proposed to a caseworker: it shows a name and an address, and no photograph.
LEAST = (EvidenceKind.CORRESPONDENCE, EvidenceKind.UTILITY_BILL)


def words_of(check: Check) -> list[Words]:
    """Return what would be enough, in the words that the person reads; all where nothing was chosen."""
    return [PROOFS[kind] for kind in PROOFS if not check.wanted or kind in check.wanted]


def chosen(kinds: Iterable[EvidenceKind]) -> list[str]:
    """Return what a caseworker chose, the least first; Refused when only a photograph would do."""
    picked = set(kinds)
    if picked and picked <= set(_PHOTOGRAPHS):
        raise Refused(_("Name at least one proof that shows no photograph."))
    return [kind.value for kind in (EvidenceKind(each) for each in PROOFS) if kind in picked]
