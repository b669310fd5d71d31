"""Letters about the time for an answer."""

from django.utils.translation import gettext_lazy

from dsar.letters.elements import clock, common, extension, fee, scope
from dsar.letters.elements.said import QUESTIONS
from dsar.letters.elements.table.identity import QUESTION
from dsar.letters.elements.table.plan import Plan, plan
from dsar.letters.kinds import LetterKind

TIME = gettext_lazy("The time for our answer")

PLANS: dict[LetterKind, Plan] = {
    LetterKind.CLOCK_STARTED: plan(
        gettext_lazy("The time for our answer has begun"), TIME, clock.STARTED, clock.DUE, QUESTIONS
    ),
    LetterKind.CLARIFICATION: plan(
        QUESTION,
        QUESTION,
        scope.QUESTION,
        scope.WHY,
        scope.OPTIONS,
        scope.FREE,
        scope.CLOCK,
        scope.MEANWHILE,
    ),
    LetterKind.CLOCK_RESUMED: plan(
        gettext_lazy("The time for our answer runs again"), TIME, clock.RESUMED, clock.DUE, QUESTIONS
    ),
    LetterKind.FEE_NOTICE: plan(
        gettext_lazy("There is a fee for what you ask"),
        gettext_lazy("A fee for your request"),
        *fee.NOTICE,
        QUESTIONS,
    ),
    LetterKind.EXTENSION: plan(
        gettext_lazy("Our answer will take longer"),
        gettext_lazy("Our answer takes longer"),
        extension.REASONS,
        extension.DATES,
        extension.QUESTIONS,
        common.WHY_THE_DATE,
    ),
    LetterKind.LATE_APOLOGY: plan(
        gettext_lazy("Our answer is late, and we are sorry"), TIME, clock.LATE, clock.PROMISE, QUESTIONS
    ),
}
