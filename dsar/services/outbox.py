"""Sending one message of the outbox: rendered, sent under its own Message-ID, its secrets erased."""

import json
import smtplib
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from dsar.audit import record
from dsar.enums import DeliveryState, EventType
from dsar.letters.mail import Mail, render_mail
from dsar.models import Delivery, Job
from dsar.services import mail_server, notices
from dsar.services.complaints import told
from dsar.services.errors import GiveUp, TryLater
from dsar.spokes import JobContext

#: Waits between tries while the mail server is away: about three days in all.
WAITS = [timedelta(minutes=m) for m in (1, 2, 5, 15, 30, 60, 120, 240, 480, 960, 1440)]


def _wait(tries: int) -> float:
    return WAITS[min(tries, len(WAITS)) - 1].total_seconds() if tries > 0 else WAITS[0].total_seconds()


def _of(job: Job) -> Delivery:
    """Return the message that a job is to send."""
    rows = Delivery.objects.select_related("controller", "submission", "case", "complaint")
    return rows.get(pk=job.subject)


def rendered(delivery: Delivery) -> Mail:
    """Return a message's subject and bodies, with its secrets in place."""
    context: dict[str, Any] = json.loads(delivery.open("context"))
    if delivery.secrets is not None:
        context |= json.loads(delivery.open("secrets"))
    about = delivery.complaint or delivery.submission
    language = about.language if about else delivery.controller.language
    return render_mail(delivery.kind, context, language)


def _message(delivery: Delivery, now: datetime) -> EmailMultiAlternatives:
    mail = rendered(delivery)
    controller = delivery.controller
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=delivery.open("to").split(", "),
        reply_to=[controller.dpo_email],
        headers={
            "Message-ID": delivery.message_id,
            "Date": format_datetime(now),
            "Auto-Submitted": "auto-generated",
        },
        connection=get_connection(),
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def _permanent(error: smtplib.SMTPException) -> bool:
    """Answer whether the server's word is final (a 5xx answer) rather than for now."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500


def run(context: JobContext) -> None:
    """Send the message of a job; what passes is tried again later, what is final reaches the DPO."""
    delivery = _of(context.job)
    if delivery.state == DeliveryState.SENT:
        return
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.SENDING, tries=delivery.tries + 1)
    message = _message(delivery, context.now)
    if not all(message.to):
        raise GiveUp("it has no recipient")
    if why_not := notices.why_not_send(delivery, context.now):
        raise GiveUp(why_not)
    context.beat({})
    try:
        refused = mail_server.hand_over(message)
    except smtplib.SMTPException as error:
        if _permanent(error):
            raise GiveUp(f"the mail server refused it for good ({_code(error)})") from None
        _later(delivery, f"the mail server said not now ({_code(error)})")
    except OSError as error:
        _later(delivery, f"the mail server could not be reached ({type(error).__name__})")
    with context.finishing():
        told.hold(delivery)
        Delivery.objects.filter(pk=delivery.pk).update(
            state=DeliveryState.SENT, sent_at=context.now, secrets=None, reason=_refusals(refused, message)
        )
        record(
            EventType.MESSAGE_SENT,
            at=context.now,
            controller=delivery.controller,
            submission=delivery.submission,
            case=delivery.case,
            data={"kind": delivery.kind, "delivery": str(delivery.id), "tries": delivery.tries + 1}
            | ({"refused": len(refused)} if refused else {}),
        )
        notices.sent(delivery, context.now)
        told.sent(delivery, context.now)


def _refusals(codes: list[int], message: EmailMultiAlternatives) -> str:
    """Return that some recipients never got a mail that others got, with the server's codes, or nothing."""
    if not codes:
        return ""
    told_by = ", ".join(str(code) for code in dict.fromkeys(codes))
    return f"{len(codes)} of {len(message.recipients())} recipients were refused ({told_by})"


def _later(delivery: Delivery, reason: str) -> None:
    """Raise TryLater, or GiveUp when it was tried for long enough."""
    if delivery.tries >= len(WAITS):
        raise GiveUp(f"{reason}, {delivery.tries + 1} times over three days") from None
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.WAITING, reason=reason)
    raise TryLater(reason, _wait(delivery.tries + 1)) from None


def _code(error: smtplib.SMTPException) -> str:
    """Return the server's code, never its words, which may name the address."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return ", ".join(str(code) for code, _ in error.recipients.values())
    return type(error).__name__


def given_up(job: Job, reason: str, now: datetime) -> None:
    """Mark a message as failed where the DPO sees it."""
    delivery = _of(job)
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED, reason=reason)
    record(
        EventType.MESSAGE_FAILED,
        at=now,
        controller=delivery.controller,
        submission=delivery.submission,
        case=delivery.case,
        data={"kind": delivery.kind, "delivery": str(delivery.id), "reason": reason},
    )
