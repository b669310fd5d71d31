"""The package of an answer that goes by post: fetched by staff, freshly signed in, to put it on a medium."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

from dsar.permissions import check_work_case
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.sending import attachment
from exports.services import by_post


@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def _freshly_signed_in(request: HttpRequest) -> None:
    """Send whoever has not just proved who they are to do so; their step is taken up again after it."""


@require_POST
@on_case("work_case", check_work_case, back="dsar:case_messages")
def package_file(desk: CaseDesk, package_id: UUID) -> HttpResponseBase:
    """Hand over a released package whose answer goes by post, and log it; needs a fresh sign-in."""
    package = by_post.to_post(desk.case, package_id)
    if package is None or package.file is None:
        raise Http404
    _freshly_signed_in(desk.request)
    by_post.fetched(package, actor=desk.user, now=desk.now)
    return attachment(package.file, f"{package.case.reference}-v{package.version}.zip")
