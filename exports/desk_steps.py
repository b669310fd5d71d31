"""What this room puts on the case page: its tabs with their counts, and its next step."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dsar.enums import RIGHTS_OF_LAW, Status
from dsar.models import Case
from dsar.selectors import decisions
from dsar.selectors.names import opened
from dsar.selectors.tasks import why_not_done
from dsar.spokes import NextStep, Panel
from dsar.states import OF_DATA, OF_EFFECT
from exports.enums import CollectionState, Decision, PackageState
from exports.models import Package
from exports.services import answers, letter, search
from exports.services.material import of_case


def _searched(case: Case) -> str:
    found = search.current(case)
    done = sum(1 for each in found if each.state == CollectionState.DONE)
    return f"{done}/{len(found)}" if found else ""


def _material(case: Case) -> str:
    return str(len(of_case(case)) or "")


def _letters(case: Case) -> str:
    return str(Package.objects.filter(case=case, letter__isnull=False).count() or "")


PANELS = (
    Panel("search", gettext_lazy("Search"), "exports:search", _searched, 20, OF_DATA),
    Panel("material", gettext_lazy("Material"), "exports:material", _material, 30, OF_DATA),
    Panel("letters", gettext_lazy("Letters"), "exports:letters", _letters, 40, RIGHTS_OF_LAW),
)


def next_step(case: Case, now: datetime) -> NextStep | None:
    """Return the next step of a case as far as search, material and package go."""
    if case.right_kind in OF_EFFECT and case.status == Status.ACTING:
        return _at_once(case)
    match case.status:
        case Status.READY if case.right in OF_DATA:
            return _begin(case)
        case Status.SEARCHING:
            return NextStep(_("The systems are being searched."), progress="exports:progress")
        case Status.PREPARING:
            return _prepare(case)
        case Status.PACKAGING:
            return NextStep(_("The answer is being made."), progress="exports:progress")
        case Status.IN_REVIEW:
            sentence = _("The answer is ready. A DPO looks at it, and releases or returns it.")
            return NextStep(sentence, _("Review"), "exports:review")
    return None


def _at_once(case: Case) -> NextStep | None:
    """Return the answer to what took effect on receipt, once all that belongs to it is confirmed."""
    if why_not_done(case):
        return None
    if lacking := letter.why_not_complete(case):
        return NextStep(lacking, _("Look at the letter"), "exports:letters")
    done = _("It is in force and carried out. The letter that says so leaves at once.")
    return NextStep(f"{_why_again(case)} {done}".strip(), _("Answer"), "exports:answer", "answer")


def _begin(case: Case) -> NextStep:
    number = len(search.sources_for(case))
    if not number:
        sentence = _("It is settled who is asking. No system has a source: its holder is to be asked.")
        return NextStep(sentence, _("Begin the search"), "exports:search_start", "search")
    text = ngettext(
        "It is settled who is asking. %(number)d system holds people of this relation.",
        "It is settled who is asking. %(number)d systems hold people of this relation.",
        number,
    )
    return NextStep(text % {"number": number}, _("Search the systems"), "exports:search_start", "search")


def _prepare(case: Case) -> NextStep:
    """Return what comes before the review, with the DPO's reason where the answer was returned."""
    step, why = _to_prepare(case), _why_again(case)
    return replace(step, sentence=f"{why} {step.sentence}") if why else step


def _why_again(case: Case) -> str:
    """Return why the last package did not do, or nothing."""
    last = Package.objects.filter(case=case).order_by("-version").first()
    if last is None:
        return ""
    if last.state == PackageState.RETURNED:
        return _("Returned by the DPO: “%(reason)s”") % {"reason": opened(last, "returned_because")}
    if last.state == PackageState.FAILED:
        return _("The package could not be made: %(reason)s") % {"reason": last.reason}
    return ""


def _to_prepare(case: Case) -> NextStep:
    """Return the first of: a failed source, an open item, a letter that lacks something; else the review."""
    refused = decisions.is_refused(case)
    failed = [each for each in search.current(case) if each.state != CollectionState.DONE and not refused]
    material = [] if refused else of_case(case)
    left = sum(1 for each in material if each.decision == Decision.UNDECIDED)
    if failed and (left or not material):
        names = ", ".join(each.source.name for each in failed)
        return NextStep(
            _("%(names)s could not be searched. Try again, or answer without it.") % {"names": names},
            _("Look at the search"),
            "exports:search",
        )
    if left:
        text = ngettext("%(number)d item needs a decision.", "%(number)d items need a decision.", left)
        return NextStep(text % {"number": left}, _("Decide the material"), "exports:material")
    if lacking := letter.why_not_complete(case):
        return NextStep(lacking, _("Look at the letter"), "exports:letters")
    if waits := answers.why_wait(case):
        return NextStep(waits, _("Look at the letter"), "exports:letters")
    sentence = _("Everything is decided. You become the preparer; a DPO who is not you releases it.")
    return NextStep(sentence, _("Send to review"), "exports:prepare", "prepare")
