"""Review: what the requester will get, what not and why; then release it, or return it with a reason."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.audit.sentences import sentence
from dsar.enums import EventType, Right, Status
from dsar.models import Case
from dsar.permissions import (
    check_release_case,
    check_review_case,
    check_see_case,
    check_see_review,
    check_work_case,
)
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.sending import attachment
from exports.forms import PartForm, ReturnForm
from exports.models import Package
from exports.services import answers, at_once, prepare, words
from exports.services import release as service
from exports.views.parts import part_of


@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def _freshly_signed_in(request: HttpRequest) -> None:
    """Send whoever has not just proved who they are to do so; their step is taken up again after it."""


@require_safe
@on_case("see_review", check_see_review)
def page(desk: CaseDesk) -> HttpResponse:
    """Show the package to the DPO, and to an auditor without a step to take."""
    if desk.case.status != Status.IN_REVIEW:
        messages.info(desk.request, _("There is nothing to review on this case now."))
        return desk.go()
    return _show(desk, ReturnForm())


def _show(desk: CaseDesk, form: ReturnForm, part: PartForm | None = None) -> HttpResponse:
    package = service.under_review(desk.case)
    parts = [part_of(each, desk.user) for each in answers.packages_of(package.answer)]
    return desk.show(
        "exports/desk/review.html",
        tab="review",
        package=package,
        with_data=next((each.package for each in parts if not each.package.letter_only), None),
        parts=parts,
        identity=_identity(desk.case),
        in_part=any(each.unreached for each in parts),
        why_not=next((each.why_not for each in parts if each.why_not), ""),
        form=form,
        part=part or PartForm(),
        may_part=desk.case.right == Right.ACCESS and not package.letter_only,
        follows=words.of(desk.case),
    )


def _identity(case: Case) -> str:
    """Return in a sentence how it was settled who is asking."""
    event = case.events.filter(type=EventType.IDENTITY_SETTLED).order_by("sequence").last()
    return sentence(event.type, event.data) if event else ""


@require_POST
@on_case("release_case", check_release_case, back="exports:review")
def release(desk: CaseDesk) -> HttpResponse:
    """Release the package that was reviewed; needs a fresh sign-in."""
    _freshly_signed_in(desk.request)
    service.release(
        desk.case, package_id=desk.request.POST.get("package_id", ""), actor=desk.user, now=desk.now
    )
    if desk.case.submission.person.email is None:
        said = _("The answer is released. It waits to be posted: print the letter and fetch the package.")
        return desk.said(said, "dsar:case_messages")
    return desk.said(_("The answer is released. The requester is told by e-mail."))


@require_POST
@on_case("review_case", check_review_case, back="exports:review")
def send_back(desk: CaseDesk) -> HttpResponse:
    """Return the package to its preparer with a reason; a missing reason keeps what was typed."""
    form = ReturnForm(desk.request.POST)
    if not form.is_valid():
        return _show(desk, form)
    service.return_to_preparer(desk.case, reason=form.cleaned_data["reason"], actor=desk.user, now=desk.now)
    return desk.said(_("The answer is returned to its preparer, who is told by e-mail."))


@require_POST
@on_case("review_case", check_review_case, back="exports:review")
def in_part(desk: CaseDesk) -> HttpResponse:
    """Have the letter say that this is a first part; faults keep what was typed."""
    part = PartForm(desk.request.POST)
    if not part.is_valid():
        return _show(desk, ReturnForm(), part)
    service.release_in_part(
        desk.case,
        what=part.cleaned_data["what"],
        by_on=part.cleaned_data["by_on"],
        actor=desk.user,
        now=desk.now,
    )
    return desk.said(_("The letter is being written anew: it says what follows. Then release it."))


@require_POST
@on_case("work_case", check_work_case)
def answer_at_once(desk: CaseDesk) -> HttpResponse:
    """Have the letter made to what took effect on receipt; it leaves without a review."""
    at_once.answer(desk.case, actor=desk.user, now=desk.now)
    return desk.said(_("The letter is being made. It leaves as soon as it is there."))


@require_POST
@on_case("work_case", check_work_case)
def send_to_review(desk: CaseDesk) -> HttpResponse:
    """Make the package and send it to review; whoever does so is its preparer."""
    prepare.prepare(desk.case, actor=desk.user, now=desk.now)
    return desk.said(_("The package is being made. It goes to a DPO when it is ready."))


@require_safe
@on_case("see_case", check_see_case)
def package_file(desk: CaseDesk, package_id: UUID) -> HttpResponseBase:
    """Hand over a package as the requester will get it, and log it; needs a fresh sign-in."""
    package = get_object_or_404(Package, pk=package_id, case=desk.case, file__isnull=False)
    if package.file is None:
        raise Http404
    _freshly_signed_in(desk.request)
    desk.log(EventType.MATERIAL_VIEWED, package=str(package.id), version=package.version)
    return attachment(package.file, f"{desk.case.reference}-v{package.version}.zip")
