"""From the answers of the pages to what a submission is made of."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dsar.enums import Relation, Right
from dsar.forms.intake.about import SOME
from dsar.forms.intake.page import Answer, Answers
from dsar.services.submissions import Asked


def asked_from(answers: Answers) -> Asked:
    """Return what was asked for; KeyError when a page that must be answered was not."""
    details, about, helping = answers["details"], answers["about"], answers.get("help", {})
    return Asked(
        name=details["name"],
        email=details["email"],
        phone=details["phone"],
        address=details["address"],
        rights=[Right(right) for right in answers["rights"]["rights"]],
        relation=Relation(answers["relation"]["relation"]),
        words="\n\n".join(_words(about, helping)),
        adjustments=helping.get("adjustments", ""),
    )


def _words(about: Answer, helping: Answer) -> Iterator[str]:
    """Give what was said in free words, each part with what it answers, for the caseworker to read."""
    if about["scope"] != SOME:
        yield _("Everything you have about me.")
    else:
        yield _("Only some of it.")
        named = {"which": _("Looking for: %s"), "since": _("From: %s"), "until": _("Until: %s")}
        yield from (label % about[name] for name, label in named.items() if about[name])
    if finding := helping.get("finding"):
        yield _("To find me: %s") % finding
