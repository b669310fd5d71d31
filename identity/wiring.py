"""What this room registers with the hub: its job, its links, its line of the checklist."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dsar.enums import JobKind
from dsar.models import Case
from dsar.spokes import Missing, job_kind, registry
from identity.methods import document, known_mailbox
from identity.services import links


def _missing(case: Case) -> Iterator[Missing]:
    """Yield this room's lines of the checklist before release."""
    yield Missing(_("Settled who is asking"), case.identity_settled_at is not None, order=10)


def register() -> None:
    """Register with the hub; called once, when Django starts."""
    job_kind(JobKind.MATCH_CONTACT, known_mailbox.run, given_up=known_mailbox.given_up)
    registry.make_link["identity"] = links.make_link
    registry.tidy["evidence"] = lambda now: document.delete_old(now=now)
    registry.missing["identity"] = _missing
