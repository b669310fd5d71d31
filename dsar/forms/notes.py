"""What staff write for each other, and which requests they put together."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.enums import LinkKind
from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import PlainText, area, line
from dsar.labels import LINKS
from dsar.services import notes


class NoteForm(QuestionForm):
    """A note on a case; its key lets it be added once."""

    text = PlainText(
        label=_("Note"),
        help_text=_("Staff who read this case see it. It stays as it is, and may be asked for one day."),
        most=notes.LONGEST,
        too_long=_("The note is too long."),
        widget=area(4, dir="auto"),
        error_messages={"required": _("Write the note.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class LinkForm(QuestionForm):
    """The reference of a request that belongs to this one."""

    reference = PlainText(
        label=_("Reference of the other request"),
        most=40,
        too_long=_("That is longer than a reference."),
        widget=line(autocomplete="off", spellcheck="false"),
        error_messages={"required": _("Write the reference of the other request.")},
    )
    kind = forms.ChoiceField(
        label=_("What they have in common"),
        choices=[(kind.value, LINKS[kind]) for kind in LinkKind],
        initial=LinkKind.SAME_PERSON,
    )
