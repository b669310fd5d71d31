"""From the answers of the pages to what a submission is made of."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from dsar.enums import Relation, Right
from dsar.forms.intake.about import SOME
from dsar.forms.intake.deeds import ACCURACY, HOLD
from dsar.forms.intake.page import Answer, Answers, Page
from dsar.forms.intake.who import for_another
from dsar.services.submissions import Asked
from dsar.spokes import Representing


def from_pages(answers: Answers, pages: Collection[Page]) -> Asked:
    """Return what was asked for, by the pages that were asked; KeyError when one lacks its answer."""
    details = answers["person" if for_another(answers) else "details"]
    helping = answers.get("help", {})
    return Asked(
        name=details["name"],
        email=details["email"],
        phone=details["phone"],
        address=details["address"],
        rights=[Right(right) for right in answers["rights"]["rights"]],
        relation=Relation(answers["relation"]["relation"]),
        words="\n\n".join(_words(answers, pages, helping)),
        adjustments=helping.get("adjustments", ""),
        representative=Representing(**answers["representative"]) if for_another(answers) else None,
        restrict_meanwhile=_contests(answers, {page.name for page in pages}),
    )


def _contests(answers: Answers, asked: Collection[str]) -> bool:
    """Answer whether data is said to be wrong and not to be used until it is checked (Art. 18(1)(a))."""
    if "correct" not in asked:
        return False
    ticked = HOLD in answers["correct"].get("meanwhile", [])
    return ticked or ("restrict" in asked and answers["restrict"]["ground"] == ACCURACY)


def _words(answers: Answers, pages: Collection[Page], helping: Answer) -> Iterator[str]:
    """Give what was said in free words, each part with what it answers, for the caseworker to read."""
    for page in pages:
        if page.right == Right.ACCESS:
            yield from _access(answers[page.name])
        elif page.right == Right.UNSORTED:
            yield answers[page.name]["words"]
        elif page.right is not None:
            said = page.form().facts(answers[page.name])
            yield "\n".join(_("%(what)s: %(answer)s") % {"what": k, "answer": v} for k, v in said if v)
    if finding := helping.get("finding"):
        yield _("To find me: %s") % finding


def _access(about: Answer) -> Iterator[str]:
    if about["scope"] != SOME:
        yield _("Everything you have about me.")
        return
    yield _("Only some of it.")
    named = {"which": _("Looking for: %s"), "since": _("From: %s"), "until": _("Until: %s")}
    yield from (label % about[name] for name, label in named.items() if about[name])
