"""Complaining: one page, a last look, and it is sent; nothing is kept before. Then how it stands, by link."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from dsar.audit.recording import civil_date
from dsar.clock import place_of
from dsar.crypto.blind import fold
from dsar.enums import Channel, ComplaintState, EventType, Role
from dsar.forms.complaint_public import AddressForm, ComplaintForm
from dsar.models import Complaint
from dsar.selectors.names import opened
from dsar.services import files, limits
from dsar.services.complaints import about, messages, receipt, rows, unconfirmed
from dsar.services.complaints.receipt import Told
from dsar.services.references import tidy_reference
from dsar.views.client import client_network
from dsar.views.public.doubt import HOUR, TRAP
from dsar.views.public.frame import Frame, framed
from dsar.views.rules import rule
from dsar.views.sending import made

_BEGUN: Final = signing.Signer(salt="dsar.complaint.begun")
_SENT: Final = signing.Signer(salt="dsar.complaint.sent")
TRIES_PER_HOUR: Final = 20


@rule("public")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@framed
def complain(frame: Frame) -> HttpResponse:
    """Show the page, the last look at what was written, or send it."""
    posted = frame.request.POST
    if frame.request.method != "POST":
        reference = tidy_reference(frame.request.GET.get("reference", ""))
        return _write(frame, ComplaintForm(initial={"reference": reference}), _begin(frame.now))
    form, begun = ComplaintForm(posted), _read(posted.get("begun", ""))
    if not form.is_valid() or "change" in posted:
        shown = ComplaintForm(initial=form.cleaned_data) if form.is_valid() else form
        return _write(frame, shown, posted["begun"] if begun else _begin(frame.now))
    if "send" not in posted or begun is None:
        return _look(frame, form, posted["begun"] if begun else _begin(frame.now))
    complaint_id, begun_at = begun
    _send(frame, form, complaint_id, begun_at)
    return redirect("dsar:complaint_sent", frame.controller.slug, _SENT.sign(complaint_id.hex))


def _write(frame: Frame, form: ComplaintForm, begun: str) -> HttpResponse:
    jurisdiction = place_of(frame.controller.jurisdiction)
    return frame.show(
        "complaint.html",
        status=400 if form.is_bound else 200,
        form=form,
        begun=begun,
        statute=jurisdiction.union == "uk",
        back_url=frame.url("start"),
    )


def _look(frame: Frame, form: ComplaintForm, begun: str) -> HttpResponse:
    facts = [{"label": label, "value": value} for label, value in form.facts(form.cleaned_data)]
    return frame.show("complaint_check.html", facts=facts, form=form, begun=begun, trap=TRAP)


def _send(frame: Frame, form: ComplaintForm, complaint_id: UUID, begun_at: datetime) -> None:
    """Take the complaint in, or keep it until its mailbox says yes; nothing is ever refused."""
    told = Told(**{name: form.cleaned_data[name] for name in ("words", "name", "email", "address")})
    reference, language = form.cleaned_data["reference"], get_language() or frame.controller.language
    if Complaint.objects.filter(pk=complaint_id).exists():
        return
    if _is_doubtful(frame, begun_at) and told.email:
        token = unconfirmed.token_of(complaint_id)
        path = reverse("dsar:complaint_confirm", args=[frame.controller.slug, token])
        unconfirmed.hold(
            told,
            reference,
            complaint_id=complaint_id,
            controller=frame.controller,
            language=language,
            link=f"{settings.BASE_URL}{path}",
            now=frame.now,
        )
        return
    receipt.receive(
        receipt.with_reference(told, reference),
        complaint_id=complaint_id,
        controller=frame.controller,
        channel=Channel.WEB_FORM,
        received_at=frame.now,
        now=frame.now,
        about=about.vouched(frame.controller, reference, told.email),
        language=language,
    )


def _is_doubtful(frame: Frame, begun_at: datetime) -> bool:
    """Count this sending with those of the form, and say whether its mailbox must be confirmed first."""
    here = "intake", client_network(frame.request)
    few = limits.hit(here, window=HOUR, limit=settings.INTAKE_PER_HOUR, now=frame.now)
    everywhere = ("intake", "everywhere"), settings.INTAKE_PER_HOUR_ALL
    few &= limits.hit_all([], spread=[everywhere], window=HOUR, now=frame.now)
    hasty = frame.now - begun_at < timedelta(seconds=settings.INTAKE_FILL_SECONDS)
    return bool(frame.request.POST.get(TRAP)) or hasty or not few


@rule("public")
@require_safe
@framed
def complained(frame: Frame, token: str) -> HttpResponse:
    """Show the reference and what happens next; nothing here names the person or what they wrote."""
    complaint_id = _unsigned(token)
    complaint = Complaint.objects.filter(pk=complaint_id, controller=frame.controller).first()
    if complaint is not None:
        return frame.show("complaint_sent.html", complaint=complaint, mailed=complaint.email is not None)
    draft = unconfirmed.find(frame.controller, complaint_id, frame.now)
    if draft is None:
        return frame.show("complaint_stale.html", status=404)
    return frame.show("complaint_held.html", expires_on=civil_date(frame.controller, draft.expires_at))


@rule("public")
@require_http_methods(["GET", "HEAD", "POST"])
@framed
def confirm_complaint(frame: Frame, token: str) -> HttpResponse:
    """Ask for one press, for mail scanners open links; the press brings the complaint to the desk, once."""
    complaint_id = unconfirmed.id_of(token)
    if complaint_id is None:
        return frame.show("complaint_stale.html", status=404)
    sent = redirect("dsar:complaint_sent", frame.controller.slug, _SENT.sign(complaint_id.hex))
    if Complaint.objects.filter(pk=complaint_id, controller=frame.controller).exists():
        return sent
    draft = unconfirmed.find(frame.controller, complaint_id, frame.now)
    if draft is None:
        return frame.show("complaint_stale.html", status=404)
    if frame.request.method == "POST":
        unconfirmed.confirm(draft, frame.now)
        return sent
    return frame.show("complaint_confirm.html")


@rule("public")
@require_safe
@framed
def standing(frame: Frame, token: str) -> HttpResponse:
    """Show how a complaint stands: its dates and words of progress that went out, never its own words."""
    return _standing(frame, _by_link(frame, token), token, AddressForm())


@rule("public")
@sensitive_post_parameters()
@require_http_methods(["POST"])
@framed
def answer(frame: Frame, token: str) -> HttpResponse:
    """Hand over the letter with the answer to who knows the address that the link was sent to."""
    complaint = _by_link(frame, token)
    if complaint is None or complaint.letter is None:
        raise Http404
    form = AddressForm(frame.request.POST)
    if form.is_valid():
        few = limits.hit(("complaint", complaint.id), window=HOUR, limit=TRIES_PER_HOUR, now=frame.now)
        if few and fold(form.cleaned_data["email"]) == fold(opened(complaint, "email")):
            rows.note_event(
                EventType.COMPLAINT_VIEWED, complaint, actor=None, now=frame.now, role=Role.REQUESTER
            )
            with files.open_reader(complaint.letter) as reader:
                return made(b"".join(reader.chunks()), "application/pdf", f"{complaint.reference}.pdf")
        form.add_error("email", AddressForm.WRONG if few else AddressForm.TOO_OFTEN)
    return _standing(frame, complaint, token, form)


def _by_link(frame: Frame, token: str) -> Complaint | None:
    """Return the complaint of a link; an answered one for as long as the controller's links live."""
    complaint_id = messages.id_of(token)
    if complaint_id is None:
        return None
    found = Complaint.objects.select_related("controller", "submission", "case", "letter")
    complaint = found.filter(pk=complaint_id, controller=frame.controller).first()
    if complaint is None or complaint.closed_at is None:
        return complaint
    over_at = complaint.closed_at + timedelta(days=frame.controller.link_days)
    return complaint if frame.now < over_at else None


def _standing(frame: Frame, complaint: Complaint | None, token: str, form: AddressForm) -> HttpResponse:
    if complaint is None:
        return frame.show("complaint_stale.html", status=404)
    told = complaint.deliveries.filter(kind="complaint_progress", state="sent").order_by("sent_at")
    zone = complaint.controller
    return frame.show(
        "complaint_standing.html",
        status=400 if form.is_bound else 200,
        complaint=complaint,
        form=form,
        token=token,
        acknowledged_on=civil_date(zone, complaint.acknowledged_at) if complaint.acknowledged_at else None,
        told=[civil_date(zone, each.sent_at) for each in told if each.sent_at],
        closed_on=civil_date(zone, complaint.closed_at) if complaint.closed_at else None,
        is_open=complaint.state != ComplaintState.CLOSED,
        has_letter=complaint.letter is not None and complaint.email is not None,
    )


def _begin(now: datetime) -> str:
    """Return a fresh mark of a page: the id that its complaint will have, and when it was begun."""
    return _BEGUN.sign(f"{uuid4().hex}.{int(now.timestamp())}")


def _read(mark: str) -> tuple[UUID, datetime] | None:
    """Return id and beginning of a page, None for a mark that we did not make."""
    try:
        name, _dot, seconds = _BEGUN.unsign(mark).partition(".")
        return UUID(hex=name), datetime.fromtimestamp(int(seconds), UTC)
    except (signing.BadSignature, ValueError):
        return None


def _unsigned(token: str) -> UUID:
    """Return the id in the address of what was sent; Http404 for one that we did not make."""
    try:
        return UUID(hex=_SENT.unsign(token))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
