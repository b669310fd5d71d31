"""The grounds and exceptions of each right, as the law lists them; the words that forms and letters use."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.enums import Right


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: a code, its title in plain words, where it stands, and whether it is a reason to refuse.

    What denies does so as an exception to the right, or, ``unmet``, because the right does not apply at all.
    """

    code: str
    title: str | Promise
    citation: str
    denies: bool = False
    unmet: bool = False

    @property
    def group(self) -> str | Promise:
        """Return the heading below which the ground is offered."""
        return _GROUPS[self.denies + self.unmet]


#: In the order in which they are offered.
_GROUPS = (
    _("The right applies: what was asked is to be done"),
    _("An exception: the right applies, and yet the law lets us refuse"),
    _("The right does not apply"),
)


_ERASURE = (
    Ground(
        "no_longer_needed", _("The data is no longer needed for what it was collected for"), "Art. 17(1)(a)"
    ),
    Ground("consent_withdrawn", _("Consent was withdrawn and there is no other basis"), "Art. 17(1)(b)"),
    Ground("objection", _("The person objects, and nothing overrides the objection"), "Art. 17(1)(c)"),
    Ground("unlawful", _("The data was used unlawfully"), "Art. 17(1)(d)"),
    Ground("legal_duty_to_erase", _("A law requires that the data is erased"), "Art. 17(1)(e)"),
    Ground("child", _("The data was collected from a child for an online service"), "Art. 17(1)(f)"),
    Ground("expression", _("Freedom of expression and information"), "Art. 17(3)(a)", denies=True),
    Ground("legal_duty", _("A law requires us to keep the data"), "Art. 17(3)(b)", denies=True),
    Ground("public_health", _("Public interest in public health"), "Art. 17(3)(c)", denies=True),
    Ground("archiving", _("Archiving, research or statistics"), "Art. 17(3)(d)", denies=True),
    Ground("claims", _("Legal claims: to bring, pursue or defend them"), "Art. 17(3)(e)", denies=True),
    Ground(
        "still_needed", _("None of the grounds for erasure applies"), "Art. 17(1)", denies=True, unmet=True
    ),
)
_RESTRICTION = (
    Ground("accuracy", _("The person contests that the data is accurate"), "Art. 18(1)(a)"),
    Ground(
        "unlawful", _("The use is unlawful, and the person wants it restricted, not erased"), "Art. 18(1)(b)"
    ),
    Ground(
        "needed_for_claims",
        _("We no longer need the data, but the person does, for legal claims"),
        "Art. 18(1)(c)",
    ),
    Ground(
        "objection_pending",
        _("The person objected, and it is not yet clear whose grounds weigh more"),
        "Art. 18(1)(d)",
    ),
    Ground("no_condition", _("None of the four conditions is met"), "Art. 18(1)", denies=True, unmet=True),
)
_RECTIFICATION = (
    Ground("inaccurate", _("The data is inaccurate"), "Art. 16"),
    Ground("incomplete", _("The data is incomplete"), "Art. 16"),
    Ground("accurate", _("We checked, and the data is accurate"), "Art. 16", denies=True, unmet=True),
    Ground("opinion", _("It is an opinion, and it is recorded as one"), "Art. 16", denies=True, unmet=True),
)
_OBJECTION = (
    Ground("upheld", _("Nothing overrides the person’s interests"), "Art. 21(1)"),
    Ground(
        "compelling",
        _("Compelling legitimate grounds override the person’s interests"),
        "Art. 21(1)",
        denies=True,
    ),
    Ground("claims", _("Legal claims: to bring, pursue or defend them"), "Art. 21(1)", denies=True),
    Ground("research", _("Research or statistics in the public interest"), "Art. 21(6)", denies=True),
    Ground(
        "other_basis",
        _("The use rests on a basis to which one cannot object"),
        "Art. 21(1)",
        denies=True,
        unmet=True,
    ),
)
_AUTOMATED = (
    Ground("reviewed_changed", _("A person looked again, and the decision changes"), "Art. 22A-22D"),
    Ground("reviewed_stands", _("A person looked again, and the decision stands"), "Art. 22A-22D"),
    Ground(
        "not_solely",
        _("The decision was not made by automated means alone"),
        "Art. 22A",
        denies=True,
        unmet=True,
    ),
    Ground(
        "not_significant",
        _("The decision has no legal or similarly significant effect"),
        "Art. 22A",
        denies=True,
        unmet=True,
    ),
)
_PORTABILITY = (
    Ground(
        "covered", _("Given by the person, used by consent or contract, by automated means"), "Art. 20(1)"
    ),
    Ground("others", _("Handing it over would harm the rights of others"), "Art. 20(4)", denies=True),
    Ground(
        "other_basis",
        _("The use rests neither on consent nor on a contract"),
        "Art. 20(1)(a)",
        denies=True,
        unmet=True,
    ),
    Ground(
        "not_provided",
        _("We worked it out; the person did not give it to us"),
        "Art. 20(1)",
        denies=True,
        unmet=True,
    ),
    Ground("not_automated", _("The data is on paper only"), "Art. 20(1)(b)", denies=True, unmet=True),
)
GROUNDS: Mapping[Right, tuple[Ground, ...]] = {
    Right.RECTIFICATION: _RECTIFICATION,
    Right.ERASURE: _ERASURE,
    Right.RESTRICTION: _RESTRICTION,
    Right.PORTABILITY: _PORTABILITY,
    Right.OBJECTION: _OBJECTION,
    Right.AUTOMATED: _AUTOMATED,
}


def grounds_of(right: Right) -> tuple[Ground, ...]:
    """Return the grounds of a right; access and the rights in force on receipt know none of their own."""
    return GROUNDS.get(right, ())


def ground(right: Right, code: str) -> Ground | None:
    """Return one ground by its code."""
    return next((each for each in grounds_of(right) if each.code == code), None)
