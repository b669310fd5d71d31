"""Elements of an objection (Art. 21) and of taking back consent (Art. 7(3)): what stopped, what goes on."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.enums import Right
from dsar.letters.blocks import Block, Paragraph
from dsar.letters.element import Element, Need, Place, given
from dsar.letters.elements.decided import DECIDED, agrees, done, verdict
from dsar.letters.elements.said import said
from dsar.letters.facts import LetterFacts
from dsar.letters.words import day

SINCE = Need("decided.effective_on", gettext_lazy("It is not recorded from which day it stopped."))


def _from_when(facts: LetterFacts) -> Block:
    text = gettext("It stopped on %(day)s.") % {"day": day(given(given(facts.decided).effective_on))}
    return Block((Paragraph.of(text),))


def _goes_on(facts: LetterFacts) -> Block:
    text = Paragraph.of(given(facts.decided).goes_on)
    return Block((text,), heading=gettext("What goes on, and why"))


def _weighed(facts: LetterFacts) -> Block:
    decided = given(facts.decided)
    ours = gettext("Our reason for going on: %(ground)s (%(citation)s).") % {
        "ground": decided.ground.rstrip("."),
        "citation": decided.citation,
    }
    theirs = gettext("This is how we weighed it against your own situation:")
    return Block(
        (Paragraph.of(ours), Paragraph.of(theirs), Paragraph.of(decided.balance)),
        heading=gettext("How we weighed it"),
    )


def _marketing(facts: LetterFacts) -> Block:
    text = gettext(
        "You said no to marketing, and that is enough. We have stopped, from %(day)s. You need give no "
        "reason, and nobody can overrule you in this."
    ) % {"day": day(given(given(facts.decided).effective_on))}
    return Block((Paragraph.of(text),))


def _never_refused(facts: LetterFacts) -> Iterable[str | Promise]:
    yield from agrees("done", "part", "refused", right=Right.MARKETING)(facts)
    if given(facts.decided).outcome != "done":
        yield gettext_lazy("An objection to marketing is never refused, not even in part.")


def _list(_: LetterFacts) -> Block:
    text = gettext(
        "We keep your contact details on one list whose only use is that we do not write to you again by "
        "mistake, even if somebody gives us your address anew."
    )
    return Block((Paragraph.of(text),), heading=gettext("So that it stays like this"))


def _on_the_list(facts: LetterFacts) -> Iterable[str | Promise]:
    if not given(facts.decided).suppression:
        yield gettext_lazy("Without an entry on the list the marketing could begin again.")


def _service(facts: LetterFacts) -> Block:
    text = given(facts.decided).goes_on or gettext(
        "Messages that are no marketing can still reach you, if there is a need for them: an invoice for "
        "something that you ordered, for instance, or our answer to a question of yours."
    )
    return Block((Paragraph.of(text),), heading=gettext("What can still reach you"))


def _consent(facts: LetterFacts) -> Block:
    text = gettext(
        "You have taken back your consent, as you may at any time. Since %(day)s we no longer do what you "
        "had agreed to."
    ) % {"day": day(given(given(facts.decided).effective_on))}
    return Block((Paragraph.of(text),))


def _other_basis(facts: LetterFacts) -> Block:
    text = given(facts.decided).goes_on or gettext(
        "Nothing of what you had agreed to goes on for another reason."
    )
    return Block((Paragraph.of(text),), heading=gettext("What goes on, and why"))


UPHELD = verdict(
    "objection_upheld",
    "Art. 12(3), 21(1)",
    gettext_lazy("You objected to how we use your data. You were right to, and we have stopped."),
    agrees("done", right=Right.OBJECTION),
)
REFUSED = verdict(
    "objection_refused",
    "Art. 12(4), 21(1), 21(6)",
    gettext_lazy(
        "You objected to how we use your data. We have weighed your reasons against ours with care, and have "
        "decided to go on. This letter says why."
    ),
    agrees("refused", right=Right.OBJECTION),
)
STOPPED = done(
    "stopped",
    "Art. 21(1), 21(3)",
    gettext_lazy("What we have stopped"),
    gettext_lazy("It is not recorded what was stopped."),
)
CONSENT_STOPPED = done(
    "stopped",
    "Art. 7(3)",
    gettext_lazy("What we have stopped"),
    gettext_lazy("It is not recorded what was stopped."),
)
FROM_WHEN = Element("from_when", "Art. 21(1)", _from_when, (SINCE,))
GOES_ON = Element("goes_on", "Art. 5(1)(a), 21(1)", _goes_on, (Need("decided.goes_on", ""),), mandatory=False)
WEIGHED = Element(
    "weighed",
    "Art. 12(4), 21(1), 21(6)",
    _weighed,
    (
        Need("decided.ground", gettext_lazy("The decision names no compelling ground.")),
        Need("decided.citation", gettext_lazy("The ground is named without its place in the law.")),
        Need(
            "decided.balance",
            gettext_lazy(
                "It is not recorded how the ground was weighed against this person's own situation."
            ),
        ),
    ),
)
MARKETING = Element(
    "marketing_stopped", "Art. 21(2)-(3)", _marketing, (SINCE,), check=_never_refused, place=Place.LEAD
)
LIST = Element("suppression", "Art. 21(3)", _list, (DECIDED,), check=_on_the_list)
SERVICE = Element("service_messages", "Art. 12(1), 21(3)", _service, (DECIDED,))
CONSENT = Element(
    "consent_withdrawn",
    "Art. 7(3)",
    _consent,
    (SINCE,),
    check=agrees("done", right=Right.CONSENT),
    place=Place.LEAD,
)
STAYS_LAWFUL = said(
    "stays_lawful",
    "Art. 7(3)",
    gettext_lazy(
        "What we did before that day, while we had your consent, stays lawful. You can also ask us to erase "
        "the data, and you can give your consent again whenever you like."
    ),
)
OTHER_BASIS = Element("other_basis", "Art. 7(3), 17(1)(b)", _other_basis, (DECIDED,))
