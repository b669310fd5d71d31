"""What this room registers with the hub: its jobs, guards, checklist, tabs, and whom its sources know."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.enums import JobKind, Status
from dsar.models import Case
from dsar.selectors.decisions import is_refused
from dsar.spokes import Missing, SettingsPage, job_kind, registry
from dsar.states import OF_DATA, OF_EFFECT, Guard
from exports import desk_steps, requester_panel
from exports.enums import CollectionState
from exports.services import (
    answers,
    by_hand,
    by_post,
    collect,
    connections,
    download,
    drawing,
    examination,
    letter,
    making,
    material,
    prepare,
    retention,
    search,
)

#: Statuses after the search, in which material stands to be decided or was decided.
_SEARCHED = (Status.PREPARING, Status.PACKAGING, Status.IN_REVIEW, Status.RELEASED, Status.CLOSED)


def _missing(case: Case) -> Iterator[Missing]:
    """Yield this room's lines of the checklist before release."""
    done = case.status in _SEARCHED
    if case.right_kind in OF_DATA and not is_refused(case):
        found = search.current(case)
        searched = bool(found) and not search.why_not_finished(case)
        short = searched and any(each.state != CollectionState.DONE for each in found)
        yield Missing(_searched_words(case, short=short), searched, order=20)
        yield Missing(_("Every item decided"), done and not material.why_not_decided(case), order=30)
    if case.right_kind not in OF_EFFECT and len(answers.together(case)) > 1:
        together = case.status != Status.PREPARING or not answers.why_wait(case)
        yield Missing(_("All that was asked together is ready"), done and together, order=35)
    yield Missing(_("Letter complete"), done and not letter.why_not_complete(case), order=40)


def _searched_words(case: Case, *, short: bool) -> str:
    if short:
        return _("Every search is over, not each to its end")
    if any(each.search is None for each in by_hand.asked(case)):
        return _("Every source searched; some holders not asked yet")
    return _("Every system searched")


def register() -> None:
    """Register with the hub; called once, when Django starts."""
    job_kind(JobKind.COLLECT, collect.run, given_up=collect.given_up)
    job_kind(JobKind.PACKAGE, making.run, given_up=making.given_up)
    registry.guards[Guard.SEARCH_FINISHED] = search.why_not_finished
    registry.guards[Guard.EVERYTHING_DECIDED] = material.why_not_decided
    registry.guards[Guard.LETTER_COMPLETE] = letter.why_not_complete
    registry.guards[Guard.PACKAGE_READY] = prepare.why_no_package
    registry.missing["exports"] = _missing
    registry.doctor["exports"] = examination.examine
    registry.ended["exports"] = search.abandon
    registry.tidy["packages"] = retention.tidy
    registry.tidy["unfetched"] = retention.close_unfetched
    registry.find_contacts["exports"] = connections.find_contacts
    registry.draw_facts["exports"] = drawing.draw_facts
    registry.next_steps["exports"] = desk_steps.next_step
    registry.next_steps["download"] = requester_panel.next_step
    registry.session_refused["exports"] = download.why_not
    registry.session_opened["exports"] = download.opened
    registry.requester_panels["exports"] = requester_panel.ready
    registry.posted["exports"] = by_post.posted
    registry.enclosures["exports"] = by_post.enclosures
    registry.panels.update({panel.slug: panel for panel in desk_steps.PANELS})
    registry.settings_pages["sources"] = SettingsPage("sources", gettext_lazy("Sources"), "exports:sources")
