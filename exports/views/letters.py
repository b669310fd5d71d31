"""The Letters tab: the answer as it stands now, the words staff add to it, and the letters that were made."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.enums import EventType, Right, Status
from dsar.letters.element import Missing
from dsar.letters.elements.decided import DECIDED
from dsar.letters.letter import IncompleteLetter
from dsar.permissions import check_see_case, check_work_case
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.sending import attachment, made
from exports.forms import SupplementForm, TransferForm
from exports.labels import PACKAGES
from exports.models import Package
from exports.services import answers, letter, words


@require_safe
@on_case("see_case", check_see_case)
def tab(desk: CaseDesk) -> HttpResponse:
    """Show the letter as it would be sent today, or what it still lacks."""
    return _show(desk)


def _show(
    desk: CaseDesk, supplement: SupplementForm | None = None, transfer: TransferForm | None = None
) -> HttpResponse:
    lacking, fragment = _draft(desk)
    said = words.of(desk.case)
    packages = Package.objects.filter(case=desk.case, letter__isnull=False).order_by("-version")
    return desk.show(
        "exports/desk/letters.html",
        tab="letters",
        lacking=lacking,
        fragment=fragment,
        packages=[(package, PACKAGES[package.state]) for package in packages],
        together=[each for each in answers.together(desk.case) if each.pk != desk.case.pk],
        waits=answers.why_wait(desk.case) if desk.case.status == Status.PREPARING else "",
        supplement=supplement or _supplement(desk, said),
        transfer=transfer or _transfer(desk, said),
    )


def _draft(desk: CaseDesk) -> tuple[list[str], str]:
    """Return what the letter lacks, or the letter; what has left is not written anew."""
    if desk.case.status in (Status.RELEASED, Status.CLOSED):
        return [], ""
    if desk.case.right == Right.UNSORTED:
        return [_("First sort what was asked: it is not said yet which rights it invokes.")], ""
    try:
        composed = letter.compose_answer(desk.case, written_on=desk.today)
        return [], mark_safe(composed.fragment())  # noqa: S308  made by our own template, which escapes
    except IncompleteLetter as incomplete:
        return _lacking(incomplete.missing), ""


def _lacking(missing: list[Missing]) -> list[str]:
    """Return what is missing, each once; while nothing is decided that alone, as the rest follows from it."""
    undecided = [each for each in missing if each.sentence == str(DECIDED.sentence)]
    return list(dict.fromkeys(str(each) for each in undecided or missing))


def _may_write(desk: CaseDesk) -> bool:
    return desk.may_work and desk.case.status == Status.PREPARING


def _supplement(desk: CaseDesk, said: words.Words) -> SupplementForm | None:
    """Return the form for what a second answer adds, where there was a first."""
    if not _may_write(desk) or words.released_before(desk.case) is None:
        return None
    given = {"added": "\n".join(said.added), "why_not_before": said.why_not_before}
    return SupplementForm(initial=given)


def _transfer(desk: CaseDesk, said: words.Words) -> TransferForm | None:
    """Return the form for a direct transfer, where data is asked for to take elsewhere."""
    if not _may_write(desk) or desk.case.right != Right.PORTABILITY:
        return None
    return TransferForm(initial={"result": said.transfer})


@require_POST
@on_case("work_case", check_work_case, back="exports:letters")
def write(desk: CaseDesk) -> HttpResponse:
    """Keep the words for the answer; faults keep what was typed."""
    if desk.request.POST.get("do") == "transfer":
        transfer = TransferForm(desk.request.POST)
        if not transfer.is_valid():
            return _show(desk, transfer=transfer)
        result = transfer.cleaned_data["result"]
        words.transferred(desk.case, result=result, actor=desk.user, now=desk.now)
        return desk.said(_("The letter says how the transfer went."), "exports:letters")
    supplement = SupplementForm(desk.request.POST)
    if not supplement.is_valid():
        return _show(desk, supplement=supplement)
    given = supplement.cleaned_data
    try:
        words.supplement(
            desk.case,
            added=given["added"].splitlines(),
            why_not_before=given["why_not_before"],
            actor=desk.user,
            now=desk.now,
        )
    except Refused as refused:
        supplement.add_error(None, str(refused))
        return _show(desk, supplement=supplement)
    return desk.said(_("The letter says what is added."), "exports:letters")


@require_safe
@on_case("see_case", check_see_case, back="exports:letters")
def draft(desk: CaseDesk) -> HttpResponse:
    """Hand over the letter as it stands now as a PDF."""
    if desk.case.right == Right.UNSORTED:
        raise Http404
    try:
        pdf = letter.compose_answer(desk.case, written_on=desk.today).pdf()
    except IncompleteLetter:
        raise Http404 from None
    desk.log(EventType.CASE_VIEWED, part="letters")
    return made(pdf, "application/pdf", f"{desk.case.reference}-draft.pdf")


@require_safe
@on_case("see_case", check_see_case, back="exports:letters")
def of_package(desk: CaseDesk, package_id: UUID) -> HttpResponseBase:
    """Hand over the letter that stands in a package."""
    package = get_object_or_404(Package, pk=package_id, case=desk.case, letter__isnull=False)
    if package.letter is None:
        raise Http404
    desk.log(EventType.CASE_VIEWED, part="letters")
    return attachment(package.letter, f"{desk.case.reference}-v{package.version}-letter.pdf")
