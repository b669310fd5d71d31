"""Letters about who somebody is, and for whom they may act."""

from django.utils.translation import gettext_lazy

from dsar.letters.elements import authority, common, identity, unidentified
from dsar.letters.elements.table.plan import ANSWER, Plan, plan
from dsar.letters.kinds import LetterKind

QUESTION = gettext_lazy("A question about your request")
PROOF = (identity.PROOFS, identity.NO_ORIGINALS, identity.HOW_TO_SEND, identity.CLOCK, identity.KEPT)

PLANS: dict[LetterKind, Plan] = {
    LetterKind.ID_REQUEST: plan(
        gettext_lazy("Please show us that it is you"),
        QUESTION,
        identity.DOUBT,
        *PROOF,
        common.WHY_THE_DATE,
    ),
    LetterKind.ID_NOT_ACCEPTED: plan(
        gettext_lazy("We still need to know that it is you"), QUESTION, identity.INSUFFICIENT, *PROOF
    ),
    LetterKind.CANNOT_IDENTIFY: plan(
        gettext_lazy("We cannot tell which data is about you"), ANSWER, *unidentified.REFUSAL
    ),
    LetterKind.AUTHORITY_REQUEST: plan(
        gettext_lazy("Please show us that you may act for somebody else"),
        QUESTION,
        authority.WHY,
        *authority.EVIDENCE,
    ),
    LetterKind.AUTHORITY_REFUSED: plan(
        gettext_lazy("We still need to know that you may act for somebody else"),
        QUESTION,
        authority.NOT_ENOUGH,
        *authority.EVIDENCE,
    ),
    LetterKind.SENT_TO_PERSON: plan(
        gettext_lazy("We have answered the person directly"), ANSWER, authority.SENT_TO_PERSON
    ),
}
