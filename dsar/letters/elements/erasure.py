"""Elements of the answer to a request for erasure (Art. 17): what is gone, what stays, what copies remain."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.enums import Right
from dsar.letters.blocks import Block, Paragraph
from dsar.letters.element import Element, Need, given
from dsar.letters.elements.decided import DECIDED, agrees, done, verdict
from dsar.letters.facts import LetterFacts

_done = agrees("done", right=Right.ERASURE)


def _everything_gone(facts: LetterFacts) -> Iterable[str | Promise]:
    yield from _done(facts)
    if given(facts.decided).kept:
        yield gettext_lazy("Something stays, so the letter cannot say that everything was erased.")


def _backups(facts: LetterFacts) -> Block:
    text = Paragraph.of(given(facts.decided).backups)
    return Block((text,), heading=gettext("Safety copies"))


def _proof(facts: LetterFacts) -> Block:
    text = gettext(
        "We keep your request and this letter, to be able to show that we did what you asked, and use them "
        "for nothing else."
    )
    pieces = [Paragraph.of(text)]
    if given(facts.decided).suppression:
        listed = gettext(
            "We also keep your contact details on one list whose only use is that we do not write to you "
            "again by mistake. If you want to be taken off it, tell us."
        )
        pieces.append(Paragraph.of(listed))
    return Block(tuple(pieces), heading=gettext("What we keep to show for it"))


DONE = verdict(
    "erasure_done",
    "Art. 12(3), 17(1)",
    gettext_lazy("We have erased the personal data that you asked us to erase."),
    _everything_gone,
)
PART = verdict(
    "erasure_part",
    "Art. 12(3), 12(4), 17",
    gettext_lazy(
        "We have erased a part of your personal data. Another part stays for a time. This letter says what, "
        "why, and until when."
    ),
    agrees("part", right=Right.ERASURE),
)
REFUSED = verdict(
    "erasure_refused",
    "Art. 12(4), 17(3)",
    gettext_lazy(
        "We have looked with care at what you asked us to erase. We have not erased it. This letter says "
        "what stays, why, and until when."
    ),
    agrees("refused", right=Right.ERASURE),
)
ERASED = done(
    "erased",
    "Art. 17(1)",
    gettext_lazy("What we have erased"),
    gettext_lazy("It is not recorded what was erased."),
)
BACKUPS = Element(
    "backups",
    "Art. 5(1)(e), 17(1)",
    _backups,
    (Need("decided.backups", gettext_lazy("It is not said when the data leaves the safety copies.")),),
)
PROOF = Element("proof", "Art. 5(2), 17(3)(b), 21(3)", _proof, (DECIDED,))
