"""The words a person reads for the house's vocabularies."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.enums import Channel, DeliveryKind, DeliveryState, Outcome, Relation, Right, Role, Status

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
}

STATUSES: dict[str, str | Promise] = {
    Status.RECEIVED: _("Received"),
    Status.AWAITING_IDENTITY: _("Waiting for proof of identity"),
    Status.READY: _("Ready to search"),
    Status.SEARCHING: _("Searching"),
    Status.PREPARING: _("Deciding material"),
    Status.PACKAGING: _("Making the package"),
    Status.IN_REVIEW: _("Awaiting release"),
    Status.RELEASED: _("Released"),
    Status.CLOSED: _("Closed"),
}

OUTCOMES: dict[str, str | Promise] = {
    Outcome.DATA_PROVIDED: _("All data provided"),
    Outcome.PARTLY_PROVIDED: _("Data provided in part"),
    Outcome.NO_DATA_HELD: _("No data held"),
    Outcome.WITHDRAWN: _("Withdrawn by the requester"),
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
    DeliveryKind.CODE: _("Code"),
    DeliveryKind.ID_REQUEST: _("Request for proof of identity"),
    DeliveryKind.ID_NOT_ACCEPTED: _("Proof not accepted"),
    DeliveryKind.CLARIFICATION: _("Request for clarification"),
    DeliveryKind.EXTENSION: _("Notice of extension"),
    DeliveryKind.DELIVERY: _("The answer is ready"),
    DeliveryKind.REMINDER: _("Reminder to staff"),
    DeliveryKind.RETURNED: _("Returned to the preparer"),
}

DELIVERY_STATES: dict[str, str | Promise] = {
    DeliveryState.WAITING: _("waiting"),
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
