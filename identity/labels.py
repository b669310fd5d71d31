"""The words a person reads for the vocabularies of identity."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from identity.enums import Doubt, EvidenceKind

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
