"""The facts of a refusal: its ground, where that stands in the law, and what it is about."""

from dataclasses import replace

from django.utils.translation import gettext as _

from dsar.enums import RefusalGround, Right
from dsar.grounds import ground
from dsar.letters.facts import Decided, Kept, LetterFacts, Unidentified
from dsar.models import Case, Resolution
from dsar.selectors import decisions

ARTICLES = {
    Right.ACCESS: "Art. 15",
    Right.RECTIFICATION: "Art. 16",
    Right.ERASURE: "Art. 17",
    Right.RESTRICTION: "Art. 18",
    Right.PORTABILITY: "Art. 20",
    Right.OBJECTION: "Art. 21",
    Right.AUTOMATED: "Art. 22",
}


def ground_of(case: Case, resolution: Resolution) -> tuple[str, str]:
    """Return the ground of a decision in words, and where it stands in the law."""
    if found := ground(case.right_kind, resolution.ground):
        return str(found.title), found.citation
    if resolution.exemption is not None:
        return resolution.exemption.title, resolution.exemption.citation
    return {
        RefusalGround.UNFOUNDED: (_("manifestly unfounded"), "Art. 12(5)"),
        RefusalGround.EXCESSIVE: (_("manifestly excessive"), "Art. 12(5)"),
        RefusalGround.CANNOT_IDENTIFY: (_("We cannot tell who is asking"), "Art. 11(2), 12(2)"),
        RefusalGround.NO_GROUND: (_("The conditions of this right are not met"), ARTICLES[case.right_kind]),
    }.get(RefusalGround(resolution.refusal_ground or RefusalGround.EXEMPT), ("", ""))


def in_part(frame: LetterFacts, decided: Decided) -> LetterFacts:
    """Return the facts of a decision that was followed in part, for a letter that any right can have."""
    if decided.kept:
        return replace(frame, decided=decided)
    stays = Kept(
        what=_("The rest of what you asked for"),
        law=decided.citation,
        reason=decided.reasons,
        holder=frame.sender.controller_name,
    )
    return replace(frame, decided=replace(decided, kept=(stays,)))


def unidentified(resolution: Resolution) -> Unidentified:
    """Return why nobody can be found in what is held, what was tried, and what would help."""
    details = decisions.details_of(resolution)
    tried = details.get("tried") or [_("the name and the address that you wrote to us from")]
    helps = details.get("would_help") or [
        _("an e-mail address or a telephone number that you have used with us"),
        _("a customer number, an invoice number or an order number"),
        _("roughly when and about what you were in touch with us"),
    ]
    return Unidentified(why=resolution.open("reasons"), tried=tuple(tried), would_help=tuple(helps))
