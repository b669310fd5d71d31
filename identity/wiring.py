"""What this room registers with the hub: its job, its links, its sessions, its tab and its tidying."""

from datetime import datetime

from dsar.enums import JobKind
from dsar.spokes import job_kind, registry
from identity import desk_steps
from identity.methods import known_mailbox
from identity.services import codes, evidence, links, sessions
from identity.views import cookies


def _forget(now: datetime) -> int:
    """Delete codes and sessions that are long over."""
    return codes.forget(now=now) + sessions.forget(now=now)


def register() -> None:
    """Register with the hub; called once, when Django starts."""
    job_kind(JobKind.MATCH_CONTACT, known_mailbox.run, given_up=known_mailbox.given_up)
    registry.make_link["identity"] = links.make_link
    registry.requester_of["identity"] = cookies.requester_of
    registry.tidy["evidence"] = lambda now: evidence.delete_old(now=now)
    registry.tidy["codes and sessions"] = _forget
    registry.missing["identity"] = desk_steps.missing
    registry.next_steps["identity"] = desk_steps.next_step
    registry.panels["identity"] = desk_steps.PANEL
    registry.requester_lately["identity"] = cookies.requester_lately
