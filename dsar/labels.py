"""The words a person reads for the house's vocabularies."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.enums import (
    Action,
    Channel,
    ComplaintOutcome,
    ComplaintState,
    DeliveryKind,
    DeliveryState,
    LinkKind,
    Outcome,
    RefusalGround,
    Relation,
    Right,
    Role,
    Status,
    TaskState,
)

RIGHTS: dict[str, str | Promise] = {
    Right.ACCESS: _("Access"),
    Right.RECTIFICATION: _("Rectification"),
    Right.ERASURE: _("Erasure"),
    Right.RESTRICTION: _("Restriction"),
    Right.PORTABILITY: _("Portability"),
    Right.OBJECTION: _("Objection"),
    Right.MARKETING: _("Objection to marketing"),
    Right.AUTOMATED: _("Automated decision"),
    Right.CONSENT: _("Consent withdrawal"),
    Right.UNSORTED: _("Request in own words"),
}

STATUSES: dict[str, str | Promise] = {
    Status.RECEIVED: _("Received"),
    Status.AWAITING_IDENTITY: _("Waiting for proof of identity"),
    Status.READY: _("Ready to begin"),
    Status.SEARCHING: _("Searching"),
    Status.DECIDING: _("Being decided"),
    Status.ACTING: _("Being carried out"),
    Status.PREPARING: _("Preparing the answer"),
    Status.PACKAGING: _("Making the answer"),
    Status.IN_REVIEW: _("Awaiting release"),
    Status.RELEASED: _("Released"),
    Status.CLOSED: _("Closed"),
}

OUTCOMES: dict[str, str | Promise] = {
    Outcome.DATA_PROVIDED: _("All data provided"),
    Outcome.PARTLY_PROVIDED: _("Data provided in part"),
    Outcome.NO_DATA_HELD: _("No data held"),
    Outcome.NEITHER_CONFIRMED: _("Neither confirmed nor denied"),
    Outcome.DONE: _("Done"),
    Outcome.PARTLY_DONE: _("Done in part"),
    Outcome.REFUSED: _("Refused"),
    Outcome.WITHDRAWN: _("Withdrawn by the requester"),
    Outcome.NO_RESPONSE: _("Closed without a response"),
    Outcome.TRANSFERRED: _("Passed on"),
    Outcome.LAPSED: _("Lapsed"),
}

CHANNELS: dict[str, str | Promise] = {
    Channel.WEB_FORM: _("Web form"),
    Channel.EMAIL: _("E-mail"),
    Channel.POST: _("Post"),
    Channel.PHONE: _("Phone"),
    Channel.IN_PERSON: _("In person"),
    Channel.SOCIAL_MEDIA: _("Social media"),
}

RELATIONS: dict[str, str | Promise] = {
    Relation.CUSTOMER: _("I am or was a customer"),
    Relation.EMPLOYEE: _("I work or worked there"),
    Relation.APPLICANT: _("I applied for a job"),
    Relation.SUPPLIER: _("I am a supplier or partner"),
    Relation.OTHER: _("Something else"),
}

ROLES: dict[str, str | Promise] = {
    Role.CASEWORKER: _("Caseworker"),
    Role.DPO: _("DPO"),
    Role.HOLDER: _("Holder"),
    Role.AUDITOR: _("Auditor"),
    Role.MANAGER: _("Manager"),
    Role.SYSTEM: _("Article 12"),
    Role.REQUESTER: _("Requester"),
}

MESSAGES: dict[str, str | Promise] = {
    DeliveryKind.ACKNOWLEDGEMENT: _("Acknowledgement"),
    DeliveryKind.UNDERSTOOD: _("How we understood the request"),
    DeliveryKind.CODE: _("Code"),
    DeliveryKind.ID_REQUEST: _("Request for proof of identity"),
    DeliveryKind.ID_NOT_ACCEPTED: _("Proof not accepted"),
    DeliveryKind.AUTHORITY_REQUEST: _("Request for proof of authority"),
    DeliveryKind.AUTHORITY_REFUSED: _("Authority not accepted"),
    DeliveryKind.SENT_TO_PERSON: _("Answered to the person directly"),
    DeliveryKind.CLARIFICATION: _("Request for clarification"),
    DeliveryKind.EXTENSION: _("Notice of extension"),
    DeliveryKind.DELIVERY: _("The answer is ready"),
    DeliveryKind.REMINDER: _("Reminder to staff"),
    DeliveryKind.RETURNED: _("Returned to the preparer"),
    DeliveryKind.CONFIRM: _("Request to confirm a mailbox"),
    DeliveryKind.CLOCK_STARTED: _("The time has begun"),
    DeliveryKind.CLOCK_RESUMED: _("The time runs again"),
    DeliveryKind.FEE_NOTICE: _("Notice of a fee"),
    DeliveryKind.WITHDRAWAL_CONFIRMED: _("Withdrawal confirmed"),
    DeliveryKind.TRANSFER: _("Passed on to somebody else"),
    DeliveryKind.CHASE: _("Reminder to the requester"),
    DeliveryKind.CLOSED_NO_RESPONSE: _("Closed without a response"),
    DeliveryKind.LAPSED: _("The request has lapsed"),
    DeliveryKind.LATE_APOLOGY: _("Apology for being late"),
    DeliveryKind.RESTRICTION_LIFTING: _("A restriction is about to end"),
    DeliveryKind.COMPLAINT_ACK: _("Complaint acknowledged"),
    DeliveryKind.COMPLAINT_PROGRESS: _("Progress of a complaint"),
    DeliveryKind.COMPLAINT_OUTCOME: _("Outcome of a complaint"),
    DeliveryKind.HOLDER_REQUEST: _("Task for a holder"),
    DeliveryKind.HOLDER_REMINDER: _("Reminder to a holder"),
    DeliveryKind.PRESERVATION: _("Notice to preserve data"),
    DeliveryKind.RECIPIENT_NOTICE: _("Notice to a recipient"),
    DeliveryKind.DIGEST: _("Daily digest"),
    DeliveryKind.MESSAGE: _("Word of a message on the page"),
    DeliveryKind.MESSAGE_RECEIVED: _("Word to staff of a message"),
}

DELIVERY_STATES: dict[str, str | Promise] = {
    DeliveryState.WAITING: _("waiting"),
    DeliveryState.TO_POST: _("to be posted"),
    DeliveryState.SENDING: _("being sent"),
    DeliveryState.SENT: _("sent"),
    DeliveryState.FAILED: _("failed"),
}

#: The same as RELATIONS, said by staff about the person.
RELATIONS_SHORT: dict[str, str | Promise] = {
    Relation.CUSTOMER: _("customer"),
    Relation.EMPLOYEE: _("employee"),
    Relation.APPLICANT: _("applicant"),
    Relation.SUPPLIER: _("supplier or partner"),
    Relation.OTHER: _("other relation"),
}

ACTIONS: dict[str, str | Promise] = {
    Action.CORRECT: _("Correct the data"),
    Action.STATEMENT: _("Add the person’s statement"),
    Action.ERASE: _("Erase the data"),
    Action.ANONYMISE: _("Make the data anonymous"),
    Action.KEEP: _("Keep, because the law says so"),
    Action.RESTRICT: _("Restrict what is done with the data"),
    Action.LIFT: _("Lift the restriction"),
    Action.STOP: _("Stop using the data for this"),
    Action.REVIEW: _("Look at the decision again, as a person"),
    Action.TELL: _("Tell the recipient"),
    Action.NOTHING: _("Nothing about this person is held"),
}

TASK_STATES: dict[str, str | Promise] = {
    TaskState.OPEN: _("open"),
    TaskState.DONE: _("done"),
    TaskState.NOT_POSSIBLE: _("not possible"),
    TaskState.CANCELLED: _("cancelled"),
}

REFUSAL_GROUNDS: dict[str, str | Promise] = {
    RefusalGround.CANNOT_IDENTIFY: _("We cannot identify the person (Art. 11(2), 12(2))"),
    RefusalGround.UNFOUNDED: _("Manifestly unfounded (Art. 12(5))"),
    RefusalGround.EXCESSIVE: _("Manifestly excessive (Art. 12(5))"),
    RefusalGround.EXEMPT: _("An exemption applies to all of it"),
    RefusalGround.NO_GROUND: _("The conditions of this right are not met"),
}

LINKS: dict[str, str | Promise] = {
    LinkKind.SAME_PERSON: _("the same person"),
    LinkKind.SAME_MATTER: _("the same matter"),
    LinkKind.JOINT: _("asked together"),
}

COMPLAINT_STATES: dict[str, str | Promise] = {
    ComplaintState.RECEIVED: _("To be acknowledged"),
    ComplaintState.ACKNOWLEDGED: _("Being looked into"),
    ComplaintState.CLOSED: _("Answered"),
}

COMPLAINT_OUTCOMES: dict[str, str | Promise] = {
    ComplaintOutcome.UPHELD: _("Upheld"),
    ComplaintOutcome.PARTLY_UPHELD: _("Upheld in part"),
    ComplaintOutcome.NOT_UPHELD: _("Not upheld"),
    ComplaintOutcome.WITHDRAWN: _("Withdrawn"),
}

#: In what quality somebody writes for another person, said by staff; the codes are those of identity.
ACTING_AS: dict[str, str | Promise] = {
    "solicitor": _("A solicitor, or a claims firm"),
    "parent": _("A parent or guardian"),
    "attorney": _("An attorney, deputy or guardian of an adult"),
    "other": _("A friend, relative or somebody else"),
}
