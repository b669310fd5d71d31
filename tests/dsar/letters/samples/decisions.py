"""The facts of letters that answer the rights to have something done with data."""

from dataclasses import replace
from datetime import date
from typing import Any

from dsar.enums import Right
from dsar.letters.facts import CarriedOut, DataSet, Decided, Ending, Kept, LetterFacts, RecipientTold
from dsar.letters.kinds import LetterKind
from tests.dsar.letters.samples.base import ANSWER, NEITHER

TOLD = (
    RecipientTold(name="Birch Hosting Ltd", what_for="Keeps our servers", told_on=date(2026, 12, 15)),
    RecipientTold(
        name="Dogwood Events Ltd",
        what_for="Ran a trade fair with us",
        why_not="The company closed in 2025, and nobody took over its data.",
    ),
)

KEPT = (
    Kept(
        what="5 invoices of 2023 to 2026",
        law="UK GDPR Article 17(3)(b); Companies Act 2006, section 388",
        reason="The law has us keep invoices for 6 years.",
        until=date(2032, 12, 31),
        holder="Our accounts department",
    ),
    Kept(
        what="Letters about the fault of May 2026",
        law="UK GDPR Article 17(3)(e)",
        reason="You have told us of a claim, and both sides may need the letters.",
        holder="Our legal department",
    ),
)


def decided(right: Right, outcome: Ending, **more: Any) -> LetterFacts:
    """Return the facts of an answer on one right, with what was decided."""
    return replace(NEITHER, case_right=right, decided=Decided(right=right.value, outcome=outcome, **more))


def did(*things: tuple[str, str]) -> tuple[CarriedOut, ...]:
    return tuple(CarriedOut(system=system, what=what, done_on=date(2026, 12, 14)) for system, what in things)


WHY_NOT: dict[str, Any] = {
    "ground": "The data is right",
    "citation": "UK GDPR Article 5(1)(d) and 16",
    "reasons": "The address that you name stands in no document; the one in our records is on your contract.",
    "decider_role": "our data protection officer",
}
CORRECTED = did(("Customer records", "Your surname is now Lindqvist"), ("Newsletter", "The same"))
ERASED = did(("Customer records", "Your account with 1,187 records"), ("Newsletter", "Your subscription"))
BACKUPS = "Our safety copies are overwritten after 35 days. Until then nobody opens them."
DATA_SETS = (
    DataSet(
        name="Your orders",
        given=True,
        file_format="CSV and JSON",
        fields="Date, product, number, price",
        period="March 2019 to December 2026",
    ),
    DataSet(
        name="Notes of our staff",
        given=False,
        reason="You did not give us these; our staff wrote them (Article 20(1)).",
    ),
)
OPEN = "Any spreadsheet program opens the CSV files; the JSON files are for other programs."


def portable(outcome: Ending, *sets: DataSet, **more: Any) -> LetterFacts:
    facts = decided(Right.PORTABILITY, outcome, **more)
    return replace(facts, data_sets=sets, delivery=ANSWER.delivery)


RECTIFICATION = {
    LetterKind.RECTIFICATION_DONE: decided(Right.RECTIFICATION, "done", actions=CORRECTED, told=TOLD),
    LetterKind.RECTIFICATION_PART: decided(
        Right.RECTIFICATION,
        "part",
        actions=CORRECTED,
        told=TOLD,
        statement="I moved out of 3 Old Lane in 2024.",
        **WHY_NOT,
    ),
    LetterKind.RECTIFICATION_REFUSED: decided(Right.RECTIFICATION, "refused", **WHY_NOT),
}

ERASURE = {
    LetterKind.ERASURE_DONE: decided(
        Right.ERASURE, "done", actions=ERASED, told=TOLD, backups=BACKUPS, suppression=True
    ),
    LetterKind.ERASURE_PART: decided(
        Right.ERASURE,
        "part",
        actions=ERASED,
        kept=KEPT,
        told=TOLD,
        backups=BACKUPS,
        review_on=date(2027, 6, 1),
        decider_role="our data protection officer",
    ),
    LetterKind.ERASURE_REFUSED: decided(
        Right.ERASURE,
        "refused",
        kept=KEPT[:1],
        ground="The law has us keep it",
        citation="UK GDPR Article 17(3)(b)",
        reasons="All that we hold about you are invoices, and tax law asks for them.",
        decider_role="our data protection officer",
    ),
}

RESTRICTION = {
    LetterKind.RESTRICTION_APPLIED: decided(
        Right.RESTRICTION,
        "done",
        actions=did(("Customer records", "Your payment history is locked for everybody but the DPO")),
        ground="You say that the data is wrong, and we are checking it",
        citation="UK GDPR Article 18(1)(a)",
        still_allowed="We may store it, and use it if you agree, for a legal claim, or to protect somebody.",
        review_on=date(2027, 1, 14),
        told=TOLD[:1],
    ),
    LetterKind.RESTRICTION_REFUSED: decided(
        Right.RESTRICTION,
        "refused",
        ground="The law names four reasons to restrict data, and not one of them is there",
        citation="UK GDPR Article 18(1)",
        reasons="The data is not in dispute, and the order that it belongs to is still under way.",
        decider_role="our data protection officer",
    ),
    LetterKind.RESTRICTION_LIFTING: decided(
        Right.RESTRICTION,
        "done",
        reasons="We have checked the payment history against your bank statements, and it is right.",
        effective_on=date(2027, 1, 11),
    ),
}

PORTABILITY = {
    LetterKind.PORTABILITY_DONE: portable(
        "done", DATA_SETS[0], format=OPEN, transfer="As you asked, Elm CRM Ltd has it since 18 December 2026."
    ),
    LetterKind.PORTABILITY_PART: portable(
        "part", *DATA_SETS, format=OPEN, decider_role="our data protection officer"
    ),
    LetterKind.PORTABILITY_REFUSED: portable(
        "refused", DATA_SETS[1], decider_role="our data protection officer"
    ),
}

STOPPING = {
    LetterKind.OBJECTION_UPHELD: decided(
        Right.OBJECTION,
        "done",
        effective_on=date(2026, 12, 14),
        actions=did(("Support desk", "Your messages no longer go into our statistics of faults")),
        goes_on="We still keep your messages to answer you, because our contract with you needs it.",
    ),
    LetterKind.OBJECTION_REFUSED: decided(
        Right.OBJECTION,
        "refused",
        ground="We have to find out who broke into our systems in May",
        citation="UK GDPR Article 21(1)",
        balance="You told us that the log shows when you work at night. Only two people read it, and it goes "
        "after 90 days. Without it we could not protect you and the others.",
        decider_role="our data protection officer",
    ),
    LetterKind.MARKETING_STOPPED: decided(
        Right.MARKETING,
        "done",
        effective_on=date(2026, 11, 24),
        actions=did(("Newsletter", "Your subscription has ended")),
        suppression=True,
    ),
    LetterKind.CONSENT_WITHDRAWN: decided(
        Right.CONSENT,
        "done",
        effective_on=date(2026, 11, 24),
        actions=did(("Newsletter", "We no longer count what you open")),
    ),
}

AUTOMATED = {
    LetterKind.ADM_REVIEW: decided(
        Right.AUTOMATED,
        "done",
        decision="On 2 November 2026 a program declined to let you pay by invoice.",
        logic="It adds up points for late payments. Two of yours in 2024 weighed most.",
        result="You can now pay by invoice: both late payments were our own mistakes.",
        contest="You can have this decision looked at by the head of accounts as well.",
        decider_role="the head of customer service",
    ),
    LetterKind.ADM_NOT_APPLICABLE: decided(
        Right.AUTOMATED,
        "refused",
        decision="On 2 November 2026 we ended your trial.",
        ground="A person took this decision",
        citation="UK GDPR Article 22A",
        reasons="Our sales staff end every trial by hand after 30 days.",
        decider_role="our data protection officer",
    ),
}

REFUSALS = {
    LetterKind.PARTIAL_REFUSAL: replace(
        decided(
            Right.RESTRICTION,
            "part",
            actions=did(("Support desk", "Your messages are locked")),
            kept=KEPT[:1],
            decider_role="our data protection officer",
        ),
        withheld=ANSWER.withheld,
    ),
    LetterKind.REFUSAL: decided(
        Right.OBJECTION,
        "refused",
        ground="We use this data because the law tells us to, and there is no right to object to that",
        citation="UK GDPR Articles 6(1)(c) and 21(1)",
        reasons="Tax law asks us for your invoices.",
        decider_role="our data protection officer",
    ),
    LetterKind.UNFOUNDED_EXCESSIVE: decided(
        Right.ERASURE,
        "refused",
        ground="plainly excessive",
        citation="UK GDPR Article 12(5)",
        reasons="You have sent this request on each day of the month, and we erased everything on the first.",
        decider_role="our data protection officer",
    ),
}

FACTS: dict[LetterKind, LetterFacts] = {
    **RECTIFICATION,
    **ERASURE,
    **RESTRICTION,
    **PORTABILITY,
    **STOPPING,
    **AUTOMATED,
    **REFUSALS,
    LetterKind.RECIPIENTS_TOLD: decided(Right.ERASURE, "done", told=TOLD),
}
