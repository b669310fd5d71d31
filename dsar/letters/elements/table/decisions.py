"""Letters that answer the rights to have something done with data."""

from django.utils.translation import gettext_lazy

from dsar.letters.elements import access
from dsar.letters.elements import automated as adm
from dsar.letters.elements import erasure as era
from dsar.letters.elements import objection as obj
from dsar.letters.elements import portability as port
from dsar.letters.elements import rectification as rect
from dsar.letters.elements import restriction as rest
from dsar.letters.elements.decided import DECIDED_BY, KEPT, REASONS, TOLD
from dsar.letters.elements.table.plan import ANSWER, Plan, answer, plan
from dsar.letters.kinds import LetterKind

RECTIFICATION: dict[LetterKind, Plan] = {
    LetterKind.RECTIFICATION_DONE: answer(
        gettext_lazy("We have corrected your data"), rect.DONE, rect.CORRECTED, TOLD
    ),
    LetterKind.RECTIFICATION_PART: answer(
        gettext_lazy("We have corrected a part of your data"),
        *(rect.PART, rect.CORRECTED, REASONS, rect.STATEMENT, TOLD, DECIDED_BY),
    ),
    LetterKind.RECTIFICATION_REFUSED: answer(
        gettext_lazy("Why we have not changed your data"), rect.REFUSED, REASONS, rect.STATEMENT, DECIDED_BY
    ),
}

ERASURE: dict[LetterKind, Plan] = {
    LetterKind.ERASURE_DONE: answer(
        gettext_lazy("We have erased your data"), era.DONE, era.ERASED, era.BACKUPS, TOLD, era.PROOF
    ),
    LetterKind.ERASURE_PART: answer(
        gettext_lazy("We have erased a part of your data"),
        *(era.PART, era.ERASED, KEPT, era.BACKUPS, TOLD, era.PROOF, DECIDED_BY),
    ),
    LetterKind.ERASURE_REFUSED: answer(
        gettext_lazy("Why we have not erased your data"), era.REFUSED, REASONS, KEPT, DECIDED_BY
    ),
}

RESTRICTION: dict[LetterKind, Plan] = {
    LetterKind.RESTRICTION_APPLIED: answer(
        gettext_lazy("We have restricted your data"),
        *(rest.APPLIED, rest.SCOPE, rest.GROUND, rest.STILL_ALLOWED, rest.ENDS, TOLD),
    ),
    LetterKind.RESTRICTION_REFUSED: answer(
        gettext_lazy("Why we have not restricted your data"), rest.REFUSED, REASONS, DECIDED_BY
    ),
    LetterKind.RESTRICTION_LIFTING: plan(
        gettext_lazy("We are about to lift the restriction on your data"),
        gettext_lazy("The restriction on your data"),
        rest.LIFTING,
        rest.WHY_LIFTED,
    ),
}

PORTABILITY: dict[LetterKind, Plan] = {
    LetterKind.PORTABILITY_DONE: answer(
        gettext_lazy("Your data, to take with you"),
        *(port.DONE, access.COPY, port.DATA_SETS, port.OPEN, port.TRANSFER),
    ),
    LetterKind.PORTABILITY_PART: answer(
        gettext_lazy("A part of your data, to take with you"),
        *(port.PART, access.COPY, port.DATA_SETS, port.OPEN, port.TRANSFER, port.LEFT_OUT, DECIDED_BY),
    ),
    LetterKind.PORTABILITY_REFUSED: answer(
        gettext_lazy("Why you get this data in another form"), port.REFUSED, port.LEFT_OUT, DECIDED_BY
    ),
}

STOPPING: dict[LetterKind, Plan] = {
    LetterKind.OBJECTION_UPHELD: answer(
        gettext_lazy("We have stopped, as you asked"), obj.UPHELD, obj.FROM_WHEN, obj.STOPPED, obj.GOES_ON
    ),
    LetterKind.OBJECTION_REFUSED: answer(
        gettext_lazy("Why we go on using your data"), obj.REFUSED, obj.WEIGHED, DECIDED_BY
    ),
    # These two wait for nothing, so there is no date to explain.
    LetterKind.MARKETING_STOPPED: plan(
        gettext_lazy("No more marketing for you"),
        ANSWER,
        *(obj.MARKETING, obj.STOPPED, obj.LIST, obj.SERVICE),
    ),
    LetterKind.CONSENT_WITHDRAWN: plan(
        gettext_lazy("You have taken back your consent"),
        ANSWER,
        *(obj.CONSENT, obj.CONSENT_STOPPED, obj.OTHER_BASIS, obj.STAYS_LAWFUL),
    ),
}

AUTOMATED: dict[LetterKind, Plan] = {
    LetterKind.ADM_REVIEW: answer(
        gettext_lazy("A person has looked at the decision about you"),
        *(adm.REVIEWED, adm.DECISION, adm.LOGIC, adm.PERSON, adm.RESULT, adm.CONTEST),
    ),
    LetterKind.ADM_NOT_APPLICABLE: answer(
        gettext_lazy("Why this was no automated decision"),
        *(adm.NOT_APPLICABLE, adm.DECISION, REASONS, DECIDED_BY),
    ),
}

PLANS: dict[LetterKind, Plan] = {
    **RECTIFICATION,
    **ERASURE,
    **RESTRICTION,
    **PORTABILITY,
    **STOPPING,
    **AUTOMATED,
}
