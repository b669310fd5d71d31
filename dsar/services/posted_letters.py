"""The letter that goes into the envelope of a message to somebody without a mailbox."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, FilePurpose
from dsar.letters.facts import Extension
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import IncompleteLetter, Letter, compose
from dsar.letters.mail import IncompleteMail, posted_text
from dsar.letters.posted import NotForPost, posted_letter
from dsar.models import Case, Delivery, StoredFile
from dsar.services import files, full_letters, letterhead
from dsar.services.errors import Refused
from dsar.services.notices import told_in


def why_not(delivery: Delivery) -> str:
    """Return what is missing before a message can be posted, and what to do about it, or nothing."""
    if delivery.submission is None:
        return _("This message is about no request, so nobody's address is known.")
    to = letterhead.addressed(delivery.submission, delivery.kind)
    lacks_name, lacks_address = not to.name, not to.address
    if lacks_name and lacks_address:
        return _("Give a name and a postal address: nothing can be posted to this person yet.")
    if lacks_address:
        return _("Give a postal address: nothing can be posted to this person yet.")
    return _("Give a name: a letter needs somebody it is for.") if lacks_name else ""


def write(delivery: Delivery, *, by_post: bool = True) -> Letter:
    """Return the letter of a message, dated on the day it was made; Refused when something is missing.

    Not ``by_post`` it is read on the requester's page, and needs no address.
    """
    if by_post and (lacking := why_not(delivery)):
        raise Refused(lacking)
    case, filled = _case_of(delivery), told_in(delivery)
    written_on = civil_date(delivery.controller, delivery.created_at)
    why = str(filled.get("why", ""))
    try:
        if delivery.kind == DeliveryKind.EXTENSION:
            notice = _extension(case, filled, written_on)
            facts = letterhead.facts_of(
                case, written_on=written_on, why=why, kind=delivery.kind, extension=notice
            )
            return compose(LetterKind.EXTENSION, facts)
        facts = letterhead.facts_of(case, written_on=written_on, why=why, kind=delivery.kind)
        contact = letterhead.contact_of(delivery.controller)
        if whole := full_letters.full(delivery, case, filled, facts):
            return whole
        title, text = posted_text(delivery.kind, filled | {"contact": contact}, facts.language)
        return posted_letter(facts, title=title, text=text)
    except IncompleteLetter as incomplete:
        raise Refused(" ".join(each.sentence for each in incomplete.missing)) from incomplete
    except NotForPost as incomplete:
        raise Refused(" ".join(incomplete.args)) from incomplete
    except IncompleteMail as incomplete:
        raise Refused(_("This letter cannot be written: something it needs is not recorded.")) from incomplete


def keep(delivery: Delivery, *, now: datetime, by_post: bool = True) -> StoredFile:
    """Return the letter that went out as a sealed file: the one made before, else the one it is now."""
    if delivery.letter is not None:
        return delivery.letter
    return files.write(
        controller=delivery.controller,
        submission=delivery.submission,
        purpose=FilePurpose.LETTER,
        name=f"{delivery.kind}.pdf",
        content_type="application/pdf",
        now=now,
        chunks=[write(delivery, by_post=by_post).pdf()],
    )


def _case_of(delivery: Delivery) -> Case:
    """Return the case that a message is about, the first where it is about all."""
    if delivery.case is not None:
        return delivery.case
    if delivery.submission is None:
        raise Refused(_("This message is about no request, so nobody's address is known."))
    rows = delivery.submission.cases.select_related("submission", "controller")
    return rows.order_by("number")[0]


def _extension(case: Case, filled: dict[str, Any], written_on: date) -> Extension:
    aim_on = filled.get("aim_on")
    return Extension(
        factor=filled["factor"],
        facts=filled["facts"],
        old_limit_on=date.fromisoformat(filled["old_limit_on"]),
        new_limit_on=date.fromisoformat(filled["new_limit_on"]),
        notice_by=case.extension_notice_on or written_on,
        aim_on=date.fromisoformat(aim_on) if aim_on else None,
    )
