"""Letters to recipients and third parties, and the one that says who was told."""

from django.utils.translation import gettext_lazy

from dsar.letters.elements import common, others
from dsar.letters.elements.decided import SOMEBODY_TOLD
from dsar.letters.elements.said import QUESTIONS
from dsar.letters.elements.table.plan import Plan, plan
from dsar.letters.kinds import LetterKind

PLANS: dict[LetterKind, Plan] = {
    LetterKind.RECIPIENT_NOTICE: Plan(
        gettext_lazy("A change to personal data that you received from us"),
        gettext_lazy("Notice under Article 19"),
        (*common.HEAD_IN_SHORT, *others.NOTICE, QUESTIONS, common.SIGNATURE),
    ),
    LetterKind.RECIPIENTS_TOLD: plan(
        gettext_lazy("Whom we have told"), gettext_lazy("Whom we have told"), SOMEBODY_TOLD
    ),
    LetterKind.THIRD_PARTY_CONSENT: Plan(
        gettext_lazy("May we share something about you?"),
        gettext_lazy("A question to you"),
        (
            *common.HEAD_IN_SHORT,
            *others.CONSENT,
            QUESTIONS,
            common.ELSEWHERE,
            common.COURT,
            common.SIGNATURE,
        ),
    ),
}
