"""The words a person reads for the vocabularies of identity."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.labels import ACTING_AS
from identity.enums import (
    Arrival,
    AuthorityProof,
    Competence,
    Doubt,
    EvidenceKind,
    LookUp,
    RepresentativeKind,
)

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

#: The same as PROOFS, as staff choose among them; the least comes first.
PROOFS_SHORT: dict[str, str | Promise] = {
    EvidenceKind.CORRESPONDENCE: _("A letter or invoice from us to them"),
    EvidenceKind.UTILITY_BILL: _("A recent bill or bank letter"),
    EvidenceKind.DRIVING_LICENCE: _("A driving licence, photograph and number covered"),
    EvidenceKind.PASSPORT: _("The page of a passport with the name, number covered"),
    EvidenceKind.IDENTITY_CARD: _("An identity card, number covered"),
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

ARRIVALS: dict[str, str | Promise] = {
    Arrival.POST: _("By post"),
    Arrival.IN_PERSON: _("Left with us in person"),
}

#: The hub offers the same to those who log a request.
REPRESENTATIVES: dict[str, str | Promise] = {kind: ACTING_AS[kind] for kind in RepresentativeKind}

_OWN_WORD = _("a short message from the person themselves that you may act for them")
#: What would show that somebody may act, in words that they read; the least comes first.
AUTHORITY_WANTED: dict[str, tuple[str | Promise, ...]] = {
    RepresentativeKind.SOLICITOR: (
        _OWN_WORD,
        _("a letter of authority that the person signed, and that names this request"),
    ),
    RepresentativeKind.PARENT: (
        _("where the child is old enough to understand: the child’s own word that you may act"),
        _("something that shows that you have parental responsibility, such as a birth certificate"),
        _("the order of a court, where there is one"),
    ),
    RepresentativeKind.ATTORNEY: (
        _("the registered power of attorney, or the code with which we can look it up"),
        _("the order of the court that appointed you"),
    ),
    RepresentativeKind.OTHER: (
        _OWN_WORD,
        _("a letter that the person signed, and that says that you may act for them"),
    ),
}

AUTHORITY_PROOFS: dict[str, str | Promise] = {
    AuthorityProof.OWN_WORD: _("The person’s own word"),
    AuthorityProof.LETTER: _("A signed letter of authority"),
    AuthorityProof.POWER: _("A power of attorney"),
    AuthorityProof.COURT: _("The order of a court"),
    AuthorityProof.RESPONSIBILITY: _("Proof of parental responsibility"),
    AuthorityProof.OTHER: _("Something else"),
}

COMPETENCES: dict[str, str | Promise] = {
    Competence.UNDERSTANDS: _("The child understands and decides for themselves"),
    Competence.DOES_NOT: _("The child does not yet understand enough; who has responsibility acts for them"),
}
