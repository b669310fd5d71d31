"""The facts of what took effect on receipt: marketing that stopped, consent that was taken back."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.audit.recording import civil_date
from dsar.enums import EventType, Right
from dsar.letters.facts import CarriedOut, Decided
from dsar.models import Case
from dsar.selectors import tasks
from exports.services.facts.decided import carried_out, recipients_told

_EFFECTS = {
    Right.MARKETING: (gettext_lazy("You may object to marketing at any time"), "Art. 21(2)-(3)"),
    Right.CONSENT: (gettext_lazy("You may take your consent back at any time"), "Art. 7(3)"),
}


def in_force(case: Case) -> Decided:
    """Return a request that took effect on receipt as its letter needs it: it is never refused."""
    plan, since = tasks.of(case), since_on(case)
    title, citation = _EFFECTS[case.right_kind]
    at_once = CarriedOut(system=_("all our systems"), what=_("No longer used for this"), done_on=since)
    return Decided(
        right=case.right,
        outcome="done",
        ground=str(title),
        citation=citation,
        actions=tuple(carried_out(plan)) or (at_once,),
        told=tuple(recipients_told(plan)),
        effective_on=since,
        goes_on=_other_basis(case) if case.right == Right.CONSENT else "",
        suppression=True,
        decider_role=_("our data protection officer"),
    )


def since_on(case: Case) -> date:
    """Return the day from which it is in force: the day it was taken in, in the controller's calendar."""
    event = case.events.filter(type=EventType.EFFECT_TAKEN).order_by("sequence").last()
    return event.occurred_on if event else civil_date(case.controller, case.opened_at)


def _other_basis(case: Case) -> str:
    """Return what goes on without consent, as the register says, or nothing."""
    relation = case.submission.person.relation
    others = [
        _("%(system)s (%(basis)s)") % {"system": each.name, "basis": each.lawful_basis}
        for each in case.controller.systems.all()
        if (not each.relations or relation in each.relations)
        and "consent" not in each.lawful_basis.casefold()
    ]
    if not others:
        return ""
    return _("We go on using data for which we do not need your consent: %(others)s.") % {
        "others": "; ".join(others)
    }
