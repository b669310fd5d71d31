"""The public form: its pages in their order, and what is still to be answered."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from dsar.enums import Right
from dsar.forms.intake import asked, deeds
from dsar.forms.intake.about import AboutForm
from dsar.forms.intake.details import DetailsForm
from dsar.forms.intake.help import HelpForm
from dsar.forms.intake.page import Answer, Answers, Page, QuestionForm
from dsar.forms.intake.relation import RelationForm
from dsar.forms.intake.rights import OFFERED_RIGHTS, RightsForm
from dsar.forms.intake.who import PersonForm, RepresentativeForm, WhoForm, for_another, for_oneself
from dsar.services.submissions import Asked

_ABOUT: Final[tuple[Page, ...]] = (
    Page(
        "about",
        _("Which data would you like?"),
        AboutForm,
        heading_field="scope",
        template="about.html",
        right=Right.ACCESS,
    ),
    Page("correct", _("What should be corrected?"), deeds.CorrectForm, right=Right.RECTIFICATION),
    Page("erase", _("What should be deleted?"), deeds.EraseForm, right=Right.ERASURE),
    Page("restrict", _("What should stop for a while?"), deeds.RestrictForm, right=Right.RESTRICTION),
    Page("move", _("Your data to take elsewhere"), deeds.MoveForm, right=Right.PORTABILITY),
    Page("marketing", _("Which advertising should stop?"), deeds.MarketingForm, right=Right.MARKETING),
    Page("object", _("What should stop?"), deeds.ObjectForm, right=Right.OBJECTION),
    Page("decision", _("The decision about you"), deeds.DecisionForm, right=Right.AUTOMATED),
    Page("consent", _("What do you take back?"), deeds.ConsentForm, right=Right.CONSENT),
    Page("words", _("Tell us in your own words"), deeds.OwnWordsForm, right=Right.UNSORTED),
)
PAGES: Final[tuple[Page, ...]] = (
    Page("rights", _("What would you like us to do?"), RightsForm, heading_field="rights"),
    Page("who", _("Who is this for?"), WhoForm, heading_field="who", needed=False),
    Page("representative", _("About you"), RepresentativeForm, when=for_another),
    Page("person", _("About the person"), PersonForm, when=for_another),
    Page("details", _("Your details"), DetailsForm, when=for_oneself),
    Page("relation", _("How do you know us?"), RelationForm, heading_field="relation"),
    *_ABOUT,
    Page("help", _("What would help?"), HelpForm, needed=False, lead=_("You can leave both empty.")),
)
#: The pages that are no question: files and the last look come after all of them.
FILES: Final = "files"
CHECK: Final = "check"
FIRST: Final = PAGES[0].name


def page_named(name: str) -> Page:
    """Return a page by its name in the address."""
    return next(page for page in PAGES if page.name == name)


def asked_pages(answers: Answers) -> list[Page]:
    """Return the pages of questions that these answers lead through."""
    return [page for page in PAGES if page.is_asked(answers)]


def steps(answers: Answers) -> list[str]:
    """Return the names of all steps that these answers lead through."""
    return [*(page.name for page in asked_pages(answers)), FILES, CHECK]


def missing(answers: Answers) -> Page | None:
    """Return the first page that must be answered and was not."""
    asked = asked_pages(answers)
    return next((page for page in asked if page.needed and page.name not in answers), None)


def asked_from(answers: Answers) -> Asked:
    """Return what was asked for; KeyError when a page that must be answered was not."""
    return asked.from_pages(answers, asked_pages(answers))


def place(name: str, answers: Answers) -> int:
    """Return the number of a step, from 1; a page that is not asked stands where it would be asked."""
    found = steps(answers)
    if name in found:
        return found.index(name) + 1
    names = [page.name for page in PAGES]
    return 1 + sum(1 for each in found if each in names and names.index(each) < names.index(name))


def after(name: str, answers: Answers) -> str:
    """Return the name of the step that follows."""
    found = steps(answers)
    return found[min(place(name, answers) - (name not in found), len(found) - 1)]


def before(name: str, answers: Answers) -> str:
    """Return the name of the step before, "" for the first."""
    at = place(name, answers)
    return steps(answers)[at - 2] if at > 1 else ""


__all__ = [
    "CHECK",
    "FILES",
    "FIRST",
    "OFFERED_RIGHTS",
    "PAGES",
    "Answer",
    "Answers",
    "Page",
    "QuestionForm",
    "after",
    "asked_from",
    "asked_pages",
    "before",
    "missing",
    "page_named",
    "place",
    "steps",
]
