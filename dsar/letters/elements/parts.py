"""Elements of an answer that comes in parts, of what is added to one, and of an envelope by post."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from dsar.letters.blocks import Block, Items, Paragraph, Table
from dsar.letters.element import Element, Need, given
from dsar.letters.facts import LetterFacts
from dsar.letters.words import day


def _now(facts: LetterFacts) -> Block:
    return Block((Items(given(facts.partial).now),), heading=gettext("What you get now"))


def _later(facts: LetterFacts) -> Block:
    rows = tuple((each.what, day(each.by_on)) for each in given(facts.partial).later)
    rest = gettext("The last part brings everything else that the law requires us to tell you.")
    table = Table((gettext("What"), gettext("By when")), rows)
    return Block((table, Paragraph.of(rest)), heading=gettext("What follows"))


def _in_time(facts: LetterFacts) -> Iterable[str | Promise]:
    limit_on = facts.deadline.limit_on
    for each in given(facts.partial).later:
        if limit_on and each.by_on > limit_on:
            yield gettext("This would follow only after the limit: %(what)s.") % {"what": each.what}


def _added(facts: LetterFacts) -> Block:
    more = given(facts.supplement)
    lead = gettext("We answered you on %(day)s, and have looked again since. This belongs to it, too:") % {
        "day": day(more.answered_on)
    }
    return Block((Paragraph.of(lead), Items(more.added)), heading=gettext("What we add"))


def _why_not_before(facts: LetterFacts) -> Block:
    sorry = gettext("We are sorry that you did not have it from the beginning.")
    why = given(facts.supplement).why_not_before
    return Block((Paragraph.of(why), Paragraph.of(sorry)), heading=gettext("Why it was not there before"))


def _contents(facts: LetterFacts) -> Block:
    post = given(facts.post)
    pages = ngettext("%(count)s page in all.", "%(count)s pages in all.", post.pages) % {"count": post.pages}
    return Block((Items(post.contents), Paragraph.of(pages)), heading=gettext("What is in this envelope"))


def _password(facts: LetterFacts) -> Block:
    text = gettext(
        "What is locked opens with a password. For safety it is not in this envelope; it comes to you "
        "%(way)s. If it does not come, or if something is missing, tell us."
    ) % {"way": given(facts.post).password_by}
    return Block((Paragraph.of(text),), heading=gettext("The password"))


PARTIAL = (
    Element(
        "part_now",
        "Art. 12(3), 15(3)",
        _now,
        (Need("partial.now", gettext_lazy("It is not said what comes now.")),),
    ),
    Element(
        "part_later",
        "Art. 12(3)",
        _later,
        (
            Need("partial.later", gettext_lazy("It is not said what follows.")),
            Need("partial.later.*.what", gettext_lazy("Something follows, and the letter cannot say what.")),
            Need("partial.later.*.by_on", gettext_lazy("Something follows, and it is not said by when.")),
        ),
        check=_in_time,
    ),
)

SUPPLEMENT = (
    Element(
        "added",
        "Art. 12(1), 15(3)",
        _added,
        (
            Need("supplement.added", gettext_lazy("It is not said what is added.")),
            Need("supplement.answered_on", gettext_lazy("It is not recorded when we answered before.")),
        ),
    ),
    Element(
        "why_not_before",
        "Art. 5(1)(a), 12(1)",
        _why_not_before,
        (Need("supplement.why_not_before", gettext_lazy("It is not said why it was not there before.")),),
    ),
)

POST = (
    Element(
        "contents",
        "Art. 5(1)(f), 12(1)",
        _contents,
        (
            Need("post.contents", gettext_lazy("It is not said what is in the envelope.")),
            Need("post.pages", gettext_lazy("The pages in the envelope are not counted.")),
        ),
    ),
    Element(
        "password",
        "Art. 5(1)(f), 32",
        _password,
        (Need("post.password_by", gettext_lazy("It is not said how the password comes.")),),
    ),
)
