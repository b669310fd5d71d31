"""The public form: its pages in their order, and what is still to be answered."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.about import AboutForm
from dsar.forms.intake.asked import asked_from
from dsar.forms.intake.details import DetailsForm
from dsar.forms.intake.help import HelpForm
from dsar.forms.intake.page import Answer, Answers, Page, QuestionForm
from dsar.forms.intake.relation import RelationForm
from dsar.forms.intake.rights import OFFERED_RIGHTS, RightsForm

PAGES: Final[tuple[Page, ...]] = (
    Page(
        "rights",
        _("What would you like us to do?"),
        RightsForm,
        heading_field="rights",
        template="rights.html",
    ),
    Page("details", _("Your details"), DetailsForm),
    Page("relation", _("How do you know us?"), RelationForm, heading_field="relation"),
    Page(
        "about",
        _("Which data would you like?"),
        AboutForm,
        heading_field="scope",
        template="about.html",
    ),
    Page(
        "help",
        _("What would help?"),
        HelpForm,
        needed=False,
        lead=_("You can leave both empty."),
    ),
)
#: The pages that are no question: files and the last look come after all of them.
FILES: Final = "files"
CHECK: Final = "check"
STEPS: Final = (*(page.name for page in PAGES), FILES, CHECK)


def page_named(name: str) -> Page:
    """Return a page by its name in the address."""
    return next(page for page in PAGES if page.name == name)


def missing(answers: Answers) -> Page | None:
    """Return the first page that must be answered and was not."""
    return next((page for page in PAGES if page.needed and page.name not in answers), None)


def after(name: str) -> str:
    """Return the name of the step that follows."""
    return STEPS[STEPS.index(name) + 1]


def before(name: str) -> str:
    """Return the name of the step before, "" for the first."""
    return STEPS[STEPS.index(name) - 1] if name != STEPS[0] else ""


__all__ = [
    "CHECK",
    "FILES",
    "OFFERED_RIGHTS",
    "PAGES",
    "STEPS",
    "Answer",
    "Answers",
    "Page",
    "QuestionForm",
    "after",
    "asked_from",
    "before",
    "missing",
    "page_named",
]
