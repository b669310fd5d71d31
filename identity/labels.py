"""The words a person reads for the vocabularies of identity."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from identity.enums import Arrival, Doubt, EvidenceKind, LookUp

DOUBTS: dict[str, str | Promise] = {
    Doubt.ADDRESS_UNKNOWN: _("We do not know the e-mail address you wrote from."),
    Doubt.NAME_DIFFERS: _("We know the e-mail address under another name."),
    Doubt.SEVERAL_PEOPLE: _("Several people we know use this e-mail address."),
    Doubt.UNUSUAL: _("Something about the request made us unsure."),
}

PROOFS: dict[str, str | Promise] = {
    EvidenceKind.CORRESPONDENCE: _("a letter or invoice from us to you that shows your name and address"),
    EvidenceKind.UTILITY_BILL: _("a recent bill or bank letter that shows your name and address"),
    EvidenceKind.DRIVING_LICENCE: _("a driving licence; you may cover the photo and the number"),
    EvidenceKind.PASSPORT: _("the page of a passport that shows your name; you may cover the number"),
    EvidenceKind.IDENTITY_CARD: _("an identity card; you may cover the number"),
}

KINDS: dict[str, str | Promise] = {
    EvidenceKind.CORRESPONDENCE: _("A letter or invoice from us"),
    EvidenceKind.UTILITY_BILL: _("A bill or bank letter"),
    EvidenceKind.DRIVING_LICENCE: _("A driving licence"),
    EvidenceKind.PASSPORT: _("A passport"),
    EvidenceKind.IDENTITY_CARD: _("An identity card"),
    EvidenceKind.OTHER: _("Something else"),
}

#: The same as DOUBTS, as staff choose among them.
DOUBTS_SHORT: dict[str, str | Promise] = {
    Doubt.ADDRESS_UNKNOWN: _("No source knows the e-mail address"),
    Doubt.NAME_DIFFERS: _("The e-mail address is known under another name"),
    Doubt.SEVERAL_PEOPLE: _("Several people use the e-mail address"),
    Doubt.UNUSUAL: _("Something about the request is unusual"),
}

LOOK_UPS: dict[str, str | Promise] = {
    LookUp.MATCH: _("The sources know the address for one person, of this name."),
    LookUp.UNKNOWN: _("No source knows the address."),
    LookUp.NAME_DIFFERS: _("A source knows the address, but under another name."),
    LookUp.SEVERAL_PEOPLE: _("The sources know the address for several people."),
    LookUp.FAILED: _("The look-up failed, so nothing is known yet."),
}

METHODS: dict[str, str | Promise] = {
    "known_mailbox": _("by a code to an address that we already knew for this person"),
    "document": _("by a document that was compared"),
}

ARRIVALS: dict[str, str | Promise] = {
    Arrival.POST: _("By post"),
    Arrival.IN_PERSON: _("Shown in person"),
}
