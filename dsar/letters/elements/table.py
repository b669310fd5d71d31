"""The table of letters: for each kind its title and its elements in order (``law.md`` 4)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from dsar.letters.element import Element
from dsar.letters.elements import access, common, extension, identity, register, searches
from dsar.letters.kinds import LetterKind


@dataclass(frozen=True)
class Plan:
    """What a kind of letter is called, in full and in the foot of its pages, and what it is made of."""

    title: str | Promise
    foot: str | Promise
    elements: tuple[Element, ...]


PLANS: dict[LetterKind, Plan] = {
    LetterKind.ACCESS_ANSWER: Plan(
        gettext_lazy("Our answer to your request for a copy of your data"),
        gettext_lazy("Our answer to your request"),
        (
            *common.HEAD,
            common.ASKED,
            access.CONFIRMATION,
            access.COPY,
            access.WITHHELD,
            searches.SEARCHED,
            *register.STATEMENT,
            access.CODES,
            common.WHY_THE_DATE,
            access.RIGHTS,
            *common.REMEDIES,
            common.SIGNATURE,
        ),
    ),
    LetterKind.NO_DATA_HELD: Plan(
        gettext_lazy("Our answer to your request: we hold no data about you"),
        gettext_lazy("Our answer to your request"),
        (
            *common.HEAD,
            common.ASKED,
            searches.NOTHING_HELD,
            searches.SEARCHED,
            searches.OTHER_IDENTIFIERS,
            common.WHY_THE_DATE,
            *common.REMEDIES,
            common.SIGNATURE,
        ),
    ),
    LetterKind.ID_REQUEST: Plan(
        gettext_lazy("Please show us that it is you"),
        gettext_lazy("A question about your request"),
        (
            *common.HEAD,
            common.ASKED,
            identity.DOUBT,
            identity.PROOFS,
            identity.NO_ORIGINALS,
            identity.HOW_TO_SEND,
            identity.CLOCK,
            identity.KEPT,
            common.WHY_THE_DATE,
            *common.REMEDIES,
            common.SIGNATURE,
        ),
    ),
    LetterKind.ID_NOT_ACCEPTED: Plan(
        gettext_lazy("We still need to know that it is you"),
        gettext_lazy("A question about your request"),
        (
            *common.HEAD,
            common.ASKED,
            identity.INSUFFICIENT,
            identity.PROOFS,
            identity.NO_ORIGINALS,
            identity.HOW_TO_SEND,
            identity.CLOCK,
            identity.KEPT,
            *common.REMEDIES,
            common.SIGNATURE,
        ),
    ),
    LetterKind.EXTENSION: Plan(
        gettext_lazy("Our answer will take longer"),
        gettext_lazy("Our answer takes longer"),
        (
            *common.HEAD,
            common.ASKED,
            extension.REASONS,
            extension.DATES,
            extension.QUESTIONS,
            common.WHY_THE_DATE,
            *common.REMEDIES,
            common.SIGNATURE,
        ),
    ),
}
