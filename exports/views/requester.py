"""The requester's download: packages whole or by ranges, and the letter, to a download session alone."""

from itertools import chain
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.crypto.sealed import CannotOpen
from dsar.permissions import check_work_case
from dsar.spokes import requester_of
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.rules import rule
from exports.models import Package
from exports.services import download
from exports.views.ranges import Span, span_of


@rule("requester_download")
@require_safe
def package_file(request: HttpRequest, package_id: UUID) -> HttpResponseBase:
    """Stream a released package of the signed-in requester as an attachment."""
    now = timezone.now()
    submission = requester_of(request, download.PURPOSE, now)
    if submission is None:
        return render(request, "exports/requester/closed.html", status=403)
    package = download.find(submission, package_id, now=now)
    if package is None:
        raise Http404
    etag = f'"{package.sha256}"'
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    span = span_of(asked, request.headers.get("If-Range", ""), etag, package.size)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{package.size}"})
    response = _body(request, package, span)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "no-store"
    response["Content-Type"] = "application/zip"
    response["Content-Length"] = str(span.stop - span.start)
    response["Content-Disposition"] = f'attachment; filename="{package.case.reference}.zip"'
    if span.part:
        response["Content-Range"] = span.header
    return response


@rule("requester_download")
@require_safe
def letter_file(request: HttpRequest, answer_id: UUID) -> HttpResponseBase:
    """Hand the letter of a released answer to the signed-in requester, as an attachment."""
    now = timezone.now()
    submission = requester_of(request, download.PURPOSE, now)
    if submission is None:
        return render(request, "exports/requester/closed.html", status=403)
    package = download.find_letter(submission, answer_id, now=now)
    if package is None or package.letter is None:
        raise Http404
    response: HttpResponseBase = HttpResponse()
    if request.method == "GET":
        pieces = download.stream_letter(package, now=timezone.now())
        try:
            first = next(pieces, b"")
        except CannotOpen:
            raise Http404 from None
        response = StreamingHttpResponse(chain([first], pieces))
    response["Cache-Control"] = "no-store"
    response["Content-Type"] = package.letter.content_type
    response["Content-Length"] = str(package.letter.size)
    response["Content-Disposition"] = f'attachment; filename="{submission.reference}-letter.pdf"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
@on_case("work_case", check_work_case)
def renew(desk: CaseDesk) -> HttpResponse:
    """Let the requester open the download again."""
    download.renew(desk.case, actor=desk.user, now=desk.now)
    return desk.said(_("The requester can open the download again, and is told by e-mail."))


def _body(request: HttpRequest, package: Package, span: Span) -> HttpResponseBase:
    """Return the answer with its bytes; the first are opened before it begins, so that no fault cuts it."""
    if request.method == "HEAD":
        return HttpResponse()
    pieces = download.stream(package, span.start, span.stop, now=timezone.now())
    try:
        first = next(pieces, b"")
    except CannotOpen:
        raise Http404 from None
    return StreamingHttpResponse(chain([first], pieces), status=206 if span.part else 200)
