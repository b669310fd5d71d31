"""What this room registers with the hub: its job, its links, its sessions, its tab and its tidying."""

from datetime import datetime

from dsar.enums import JobKind
from dsar.spokes import job_kind, registry
from identity import desk_steps
from identity.methods import known_mailbox, ways
from identity.services import (
    authority_choices,
    authority_letters,
    codes,
    everybody,
    evidence,
    links,
    questions,
    reopening,
    representatives,
    sessions,
)
from identity.views import cookies, proof
from identity.views import questions as question_views


def _forget(now: datetime) -> int:
    """Delete codes and sessions that are long over."""
    return codes.forget(now=now) + sessions.forget(now=now)


def register() -> None:
    """Register with the hub; called once, when Django starts."""
    job_kind(JobKind.MATCH_CONTACT, known_mailbox.run, given_up=known_mailbox.given_up)
    registry.make_link["identity"] = links.make_link
    registry.requester_of["identity"] = cookies.requester_of
    registry.proofs.update({way.name: way.logged for way in ways().values()})
    registry.represent["identity"] = representatives.name
    registry.received["identity"] = everybody.ask
    registry.details_changed["identity"] = reopening.changed
    registry.session_refused["identity"] = reopening.why_no_session
    registry.addressee["identity"] = authority_letters.addressee
    registry.queued["identity"] = authority_letters.answer_queued
    registry.tidy["evidence"] = lambda now: evidence.delete_old(now=now)
    registry.tidy["codes and sessions"] = _forget
    registry.tidy["authority"] = authority_choices.expire
    registry.tidy["questions"] = questions.end_old
    registry.requester_panels["authority"] = proof.authority_panel
    registry.requester_panels["questions"] = question_views.panel
    registry.missing["identity"] = desk_steps.missing
    registry.next_steps["identity"] = desk_steps.next_step
    registry.panels["identity"] = desk_steps.PANEL
    registry.requester_lately["identity"] = cookies.requester_lately
