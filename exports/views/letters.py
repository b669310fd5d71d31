"""The Letters tab: the answer as it stands now, and the letters of the packages that were made."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from dsar.enums import EventType
from dsar.letters.letter import IncompleteLetter
from dsar.permissions import check_see_case
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.sending import attachment, made
from exports.labels import PACKAGES
from exports.models import Package
from exports.services import letter


@require_safe
@on_case("see_case", check_see_case)
def tab(desk: CaseDesk) -> HttpResponse:
    """Show the letter as it would be sent today, or what it still lacks."""
    lacking, fragment = [], ""
    try:
        composed = letter.compose_answer(desk.case, written_on=desk.today)
        fragment = mark_safe(composed.fragment())  # noqa: S308  made by our own template, which escapes
    except IncompleteLetter as incomplete:
        lacking = [each.sentence for each in incomplete.missing]
    packages = Package.objects.filter(case=desk.case, letter__isnull=False).order_by("-version")
    return desk.show(
        "exports/desk/letters.html",
        tab="letters",
        lacking=lacking,
        fragment=fragment,
        packages=[(package, PACKAGES[package.state]) for package in packages],
    )


@require_safe
@on_case("see_case", check_see_case, back="exports:letters")
def draft(desk: CaseDesk) -> HttpResponse:
    """Hand over the letter as it stands now as a PDF."""
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
