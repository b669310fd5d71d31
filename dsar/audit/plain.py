"""Sentences of the events that need nothing but themselves."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from dsar.enums import EventType

PLAIN: Mapping[EventType, str | Promise] = {
    EventType.CONTACT_PROVEN: gettext_lazy("The requester proved the mailbox with a code."),
    EventType.EVIDENCE_RECEIVED: gettext_lazy("A proof of identity arrived."),
    EventType.EVIDENCE_VIEWED: gettext_lazy("A proof of identity was looked at."),
    EventType.EVIDENCE_REJECTED: gettext_lazy(
        "A proof of identity was not accepted; the requester was told."
    ),
    EventType.EVIDENCE_DELETED: gettext_lazy("The file of a proof of identity was deleted."),
    EventType.IDENTITY_REQUESTED: gettext_lazy(
        "Proof of identity was asked for, with a reason for the doubt."
    ),
    EventType.PROOF_ASKED_BY_RULE: gettext_lazy(
        "Proof of identity was asked for, as of everybody and without a doubt: the time runs from receipt."
    ),
    EventType.IDENTITY_PROVEN: gettext_lazy(
        "It was settled who the person is; whether somebody may act for them is still open."
    ),
    EventType.IDENTITY_REOPENED: gettext_lazy(
        "It is open again who is asking, or whether somebody may act for them: nothing leaves until then."
    ),
    EventType.QUESTIONS_DRAWN: gettext_lazy("Questions that only the person can answer were drawn."),
    EventType.REPRESENTATIVE_NAMED: gettext_lazy("It was noted that somebody acts for the person."),
    EventType.AUTHORITY_REQUESTED: gettext_lazy("Proof of authority to act for the person was asked for."),
    EventType.AUTHORITY_SETTLED: gettext_lazy("It was accepted that the representative may act."),
    EventType.AUTHORITY_REFUSED: gettext_lazy(
        "Authority was not accepted; the representative was told why and what would do."
    ),
    EventType.ANSWER_DIRECTED: gettext_lazy("It was decided who gets the answer."),
    EventType.COMPETENCE_DECIDED: gettext_lazy("It was decided who may act for a child."),
    EventType.CLARIFICATION_SENT: gettext_lazy("Clarification was asked for."),
    EventType.CLARIFICATION_ANSWERED: gettext_lazy("Clarification was given."),
    EventType.QUESTION_SENT: gettext_lazy("A question was sent that does not stop the clock."),
    EventType.CALENDAR_CHANGED: gettext_lazy("The calendar of working days was changed."),
    EventType.CALENDAR_APPLIED: gettext_lazy("The date was worked out anew with a changed calendar."),
    EventType.SOURCE_FAILED: gettext_lazy("A source could not be searched to its end."),
    EventType.SEARCH_STOPPED: gettext_lazy(
        "The search of a source was stopped before its end; what it had found stays."
    ),
    EventType.PACKAGING_STARTED: gettext_lazy("The answer was sent to be made and reviewed."),
    EventType.PACKAGE_FAILED: gettext_lazy("The package could not be made."),
    EventType.RETURNED: gettext_lazy("The answer was returned to its preparer with a reason."),
    EventType.DOWNLOAD_OPENED: gettext_lazy("The requester opened a download."),
    EventType.DOWNLOAD_RENEWED: gettext_lazy("The download was opened for the requester again."),
    EventType.WITHDRAWN: gettext_lazy("The requester withdrew the request."),
    EventType.SIGNED_IN: gettext_lazy("Signed in."),
    EventType.SIGNED_OUT: gettext_lazy("Signed out."),
    EventType.SIGN_IN_FAILED: gettext_lazy("A sign-in failed."),
    EventType.DETAILS_CORRECTED: gettext_lazy("The person’s contact details were corrected."),
    EventType.DETAILS_ERASED: gettext_lazy("The details were erased for good: their keys were destroyed."),
    EventType.WORK_BEGUN: gettext_lazy("Work on the request began."),
    EventType.DECIDED: gettext_lazy("It was decided what is done."),
    EventType.RECONSIDERED: gettext_lazy("The decision was opened again."),
    EventType.REFUSAL_DECIDED: gettext_lazy("It was decided to refuse, with reasons for the requester."),
    EventType.CARRYING_OUT: gettext_lazy("What was decided is being carried out."),
    EventType.CARRIED_OUT: gettext_lazy("What was decided is carried out."),
    EventType.TASK_VIEWED: gettext_lazy("A holder looked at a task."),
    EventType.EFFECT_TAKEN: gettext_lazy("The request took effect on receipt."),
    EventType.SUPPRESSED: gettext_lazy("A contact was put on the suppression list."),
    EventType.SUPPRESSION_LIFTED: gettext_lazy("A contact was taken off the suppression list."),
    EventType.FEE_REQUESTED: gettext_lazy("A fee was asked for."),
    EventType.FEE_PAID: gettext_lazy("The fee was paid."),
    EventType.TRANSFERRED: gettext_lazy("The request was passed on; the requester was told to whom."),
    EventType.LAPSED: gettext_lazy("The request lapsed; a letter says why."),
    EventType.NO_RESPONSE: gettext_lazy(
        "The case was closed, because no answer came; a letter says how to go on."
    ),
    EventType.REOPENED: gettext_lazy("The case was opened again."),
    EventType.NOTE_ADDED: gettext_lazy("A note was added."),
    EventType.LINKED: gettext_lazy("The request was linked to an earlier one."),
    EventType.COMPLAINT_RECEIVED: gettext_lazy("A complaint arrived."),
    EventType.COMPLAINT_ACKNOWLEDGED: gettext_lazy("A complaint was acknowledged."),
    EventType.COMPLAINT_VIEWED: gettext_lazy("A complaint was looked at."),
}
