"""Letters that refuse, and letters that end a request without an answer."""

from django.utils.translation import gettext_lazy

from dsar.letters.elements import asked, closing, common, refusal
from dsar.letters.elements.decided import DECIDED_BY, REASONS
from dsar.letters.elements.table.plan import ANSWER, Plan, answer, plan
from dsar.letters.kinds import LetterKind

END = gettext_lazy("The end of your request")
WHERE = gettext_lazy("Where your request belongs")

REFUSED: dict[LetterKind, Plan] = {
    LetterKind.PARTIAL_REFUSAL: answer(
        gettext_lazy("What we have done, and what we cannot do"),
        *(refusal.PART, refusal.DONE_ANYWAY, refusal.REFUSED_PARTS, DECIDED_BY),
    ),
    LetterKind.REFUSAL: answer(
        gettext_lazy("Why we cannot do what you asked"), refusal.REFUSED, REASONS, DECIDED_BY
    ),
    LetterKind.UNFOUNDED_EXCESSIVE: answer(
        gettext_lazy("Why we do not act on your request"),
        *(refusal.UNFOUNDED, refusal.PLAINLY, refusal.RIGHTS_STAY, DECIDED_BY),
    ),
    LetterKind.ANSWERED_BEFORE: plan(
        gettext_lazy("We have answered this before"), ANSWER, refusal.BEFORE, refusal.STAYS_OPEN
    ),
}

ENDED: dict[LetterKind, Plan] = {
    LetterKind.PASSED_TO_CONTROLLER: plan(
        gettext_lazy("We have passed your request on"), WHERE, closing.PASSED
    ),
    LetterKind.TRANSFER: plan(
        gettext_lazy("Your request belongs to another organisation"), WHERE, *closing.TRANSFER
    ),
    LetterKind.CLOSED_NO_RESPONSE: plan(
        gettext_lazy("We have closed your request for now"), END, closing.UNANSWERED, closing.REOPEN
    ),
    LetterKind.NOT_A_DATA_SUBJECT: plan(
        gettext_lazy("Why we cannot answer under data protection law"),
        ANSWER,
        closing.WHY_NOT,
        closing.ROUTES,
    ),
    LetterKind.LAPSED: Plan(
        gettext_lazy("This request has ended"),
        gettext_lazy("The end of a request"),
        (
            *common.HEAD_IN_SHORT,
            asked.RECEIVED_FROM,
            closing.SORRY,
            closing.WHY_NOT,
            closing.ROUTES,
            *common.REMEDIES,
            common.SIGNATURE,
        ),
    ),
    LetterKind.WITHDRAWAL_CONFIRMED: plan(
        gettext_lazy("You have taken back your request"), END, closing.WITHDRAWN, closing.NO_TIME_RUNS
    ),
}

PLANS: dict[LetterKind, Plan] = {**REFUSED, **ENDED}
