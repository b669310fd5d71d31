"""Letters that bring data, say that there is none, or say neither."""

from django.utils.translation import gettext_lazy

from dsar.letters.elements import access, asked, common, parts, refusal, register, searches
from dsar.letters.elements.table.plan import ANSWER, Plan, answer, plan
from dsar.letters.kinds import LetterKind

PLANS: dict[LetterKind, Plan] = {
    LetterKind.ACCESS_ANSWER: plan(
        gettext_lazy("Our answer to your request for a copy of your data"),
        ANSWER,
        access.CONFIRMATION,
        access.COPY,
        access.WITHHELD,
        searches.SEARCHED,
        *register.STATEMENT,
        access.CODES,
        common.WHY_THE_DATE,
        access.RIGHTS,
    ),
    LetterKind.NO_DATA_HELD: answer(
        gettext_lazy("Our answer to your request: we hold no data about you"),
        searches.NOTHING_HELD,
        searches.SEARCHED,
        searches.OTHER_IDENTIFIERS,
    ),
    LetterKind.PARTIAL_RELEASE: answer(
        gettext_lazy("The first part of our answer"), parts.PARTIAL[0], access.COPY, parts.PARTIAL[1]
    ),
    LetterKind.SUPPLEMENTARY_DISCLOSURE: plan(
        gettext_lazy("Something to add to our answer"),
        ANSWER,
        *parts.SUPPLEMENT,
        access.COPY,
        access.WITHHELD,
    ),
    LetterKind.NEITHER_CONFIRM_NOR_DENY: plan(ANSWER, ANSWER, refusal.NEUTRAL),
    LetterKind.POST_COVER: Plan(
        gettext_lazy("Our answer to your request, by post"),
        ANSWER,
        (
            *common.HEAD,
            asked.ASKED_IN_SHORT,
            *parts.POST,
            *common.REMEDIES,
            common.SIGNATURE,
        ),
    ),
}
