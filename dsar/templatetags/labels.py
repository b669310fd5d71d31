"""The vocabularies of the house in words, for templates."""

from datetime import date

from django import template
from django.utils.translation import gettext_lazy as _

from dsar.audit.recording import civil_date
from dsar.clock import State
from dsar.enums import IdentityRule, ReleaseMode, Status
from dsar.labels import ACTIONS, OUTCOMES, RIGHTS, STATUSES, TASK_STATES
from dsar.letters.clock_names import place
from dsar.models import Case
from dsar.templatetags.pictures import due

register = template.Library()

IDENTITY_RULES = {
    IdentityRule.ALWAYS: _("asked of everybody"),
    IdentityRule.IN_DOUBT: _("asked only where it is doubtful who is asking"),
}
RELEASE_MODES = {
    ReleaseMode.SECOND_PERSON: _("always by a second person, a DPO who did not prepare the answer"),
    ReleaseMode.SECOND_PERSON_WHEN: _(
        "by a second person when something is withheld or especially sensitive"
    ),
    ReleaseMode.SINGLE: _("by a DPO, who may have prepared it"),
}


@register.filter
def right_words(right: str) -> str:
    """Write a right."""
    return str(RIGHTS[right])


@register.filter
def action(value: str) -> str:
    """Write what is done in a system."""
    return str(ACTIONS[value])


@register.filter
def task_state(value: str) -> str:
    """Write where a task stands."""
    return str(TASK_STATES[value])


@register.filter
def standing_words(case: Case) -> str:
    """Write where a case stands: its outcome once it has one, else its status."""
    return str(OUTCOMES[case.outcome] if case.outcome else STATUSES[case.status])


@register.filter
def identity_rule_words(rule: str) -> str:
    """Write when a controller asks who somebody is."""
    return str(IDENTITY_RULES[IdentityRule(rule)])


@register.filter
def release_mode_words(mode: str) -> str:
    """Write who must look before something leaves."""
    return str(RELEASE_MODES[ReleaseMode(mode)])


@register.filter
def place_words(jurisdiction: str) -> str:
    """Write the place of a jurisdiction."""
    return place(jurisdiction)


@register.inclusion_tag("components/due.html")
def due_of(case: Case, today: date) -> dict[str, object]:
    """Draw the due date of a case in a row of a table."""
    paused = case.clock_state == State.PAUSED
    over = case.clock_state == State.CLOSED and case.status != Status.CLOSED
    return due(
        case.limit_on, today, paused=paused, closed_on=answered_on(case), ended_on=ended_on(case), over=over
    )


@register.filter
def answered_on(case: Case) -> date | None:
    """Return the civil date on which the answer left."""
    return civil_date(case.controller, case.released_at) if case.released_at else None


@register.filter
def ended_on(case: Case) -> date | None:
    """Return the civil date on which a case was closed without an answer: nothing is due any more."""
    without = case.closed_at and not case.released_at
    return civil_date(case.controller, case.closed_at) if without and case.closed_at else None
