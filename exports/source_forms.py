"""Forms of setting up a source."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import PlainText, line
from dsar.models import Controller, System
from exports.datamap.unknown import known_categories
from exports.enums import IdentifierKind
from exports.labels import IDENTIFIERS
from exports.services.connecting import SERVERS, address_of
from exports.services.identifiers import LONGEST
from exports.services.maps import Choice, CollectionLine

#: What each kind is called, and what belongs into its place.
KINDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "postgresql": ("PostgreSQL", _("A database server.")),
    "mysql": ("MariaDB or MySQL", _("A database server.")),
    "sqlite": ("SQLite", _("A database in one file on this machine.")),
    "csv": (_("Tables in files"), _("CSV files, and Excel workbooks beside them, delivered into a folder.")),
    "xlsx": (_("Excel workbooks"), _("One XLSX file, or a folder of them: each sheet is a table.")),
    "folder": (_("A folder of files"), _("Recordings, scans or letters, found by their names.")),
}

#: What a path looks like, by kind.
PATHS: dict[str, str | Promise] = {
    "sqlite": _("Of the file on the server where this software runs, for example /srv/crm/crm.db."),
    "csv": _("Of the folder on the server where this software runs, for example /srv/delivered/crm."),
    "xlsx": _("Of the workbook, or of a folder of them, for example /srv/delivered/members.xlsx."),
    "folder": _("Of the folder on the server where this software runs, for example /srv/recordings."),
}

#: How the letters of CSV files may be written; the first is what most programs write today.
ENCODINGS: list[tuple[str, str | Promise]] = [
    ("", _("UTF-8, the usual way")),
    ("windows-1252", _("Windows, western Europe (windows-1252)")),
    ("latin-1", _("ISO 8859-1 (latin-1)")),
    ("iso-8859-15", _("ISO 8859-15, with the euro sign")),
    ("utf-16", _("UTF-16, “Unicode text” of Excel")),
]


def _text(label: str | Promise, required: str | Promise, help_text: str | Promise = "") -> PlainText:
    return PlainText(
        label=label,
        help_text=help_text,
        most=250,
        too_long=_("This is too long."),
        required=bool(required),
        widget=line(autocomplete="off", spellcheck="false"),
        error_messages={"required": required},
    )


class AddressForm(QuestionForm):
    """Where a source of one kind is; a server by its parts, anything else by its path."""

    server = _text(_("Server"), _("Write the name of the server."), _("For example db.example.org."))
    port = forms.IntegerField(
        label=_("Port"),
        help_text=_("Leave it empty for the usual one."),
        required=False,
        min_value=1,
        max_value=65535,
    )
    database = _text(_("Database"), _("Write the name of the database."))
    role = _text(
        _("User name"),
        _("Write the user name."),
        _("Best is one that may only read. Your database administrator makes it."),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("It is sealed at once and shown to nobody again."),
        required=False,
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    path = _text(_("Path on this machine"), _("Write the path."))
    encoding = forms.ChoiceField(
        label=_("How letters are written in the CSV files"),
        help_text=_("If you do not know, leave it: the check says where it does not fit."),
        required=False,
        choices=ENCODINGS,
    )

    def __init__(self, kind: str, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.kind = kind
        server = ("server", "port", "database", "role", "password")
        wanted = server if kind in SERVERS else ("path", "encoding") if kind == "csv" else ("path",)
        for name in (*server, "path", "encoding"):
            if name not in wanted:
                del self.fields[name]
        if "path" in self.fields:
            self.fields["path"].help_text = str(PATHS[kind])

    def clean_path(self) -> str:
        """Refuse a path that begins anywhere but at the root."""
        path = str(self.cleaned_data["path"])
        if not path.startswith("/"):
            raise forms.ValidationError(_("Write the whole path, from the first stroke on: /srv/..."))
        return path

    def address(self) -> str:
        """Return the address that was typed."""
        return address_of(self.kind, self.cleaned_data)


class ConnectForm(AddressForm):
    """A new source: its name, the system it belongs to, and where it is."""

    name = _text(_("Name"), _("Give the source a name."), _("As staff call it, for example CRM."))
    system = forms.ModelChoiceField(
        System.objects.none(),
        label=_("System of the register that it belongs to"),
        empty_label=_("Choose a system"),
        error_messages={"required": _("Choose the system."), "invalid_choice": _("Choose the system.")},
    )

    field_order = ("name", "system")

    def __init__(
        self, kind: str, controller: Controller, data: Mapping[str, Any] | None = None, **options: Any
    ) -> None:
        super().__init__(kind, data, **options)
        self.fields["system"].queryset = controller.systems.all()  # type: ignore[attr-defined]  # it is a ModelChoiceField
        self.fields["name"].max_length = self.fields["name"].most = 120  # type: ignore[attr-defined]  # it is a PlainText


class RehearseForm(QuestionForm):
    """One person to rehearse with: a test person or a member of staff who agreed."""

    kind = forms.TypedChoiceField(
        label=_("Search by"),
        choices=[(kind.value, IDENTIFIERS[kind]) for kind in IdentifierKind],
        coerce=IdentifierKind,
    )
    value = PlainText(
        label=_("Of a test person, or of somebody who agreed"),
        help_text=_("It is not kept. Only numbers of rows are shown."),
        most=LONGEST,
        too_long=_("This is too long to search by."),
        widget=line(autocomplete="off", spellcheck="false"),
        error_messages={"required": _("Write by what to search.")},
    )


class PatternForm(QuestionForm):
    """Where a person's files lie below a folder."""

    where = PlainText(
        label=_("Path of a file below the folder"),
        help_text=_(
            "{customer_number}, {email}, {phone_number} or {external_id} stands where the person is named, "
            "* for anything in a name, **/ for folders at any depth. "
            "For example {customer_number}/* or **/{email} *.pdf"
        ),
        most=500,
        too_long=_("This is too long."),
        widget=line(autocomplete="off", spellcheck="false"),
        error_messages={"required": _("Write where a person’s files lie.")},
    )


class YamlForm(forms.Form):
    """A whole map as text."""

    text = forms.CharField(
        label=_("Data map (YAML)"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code"}),
        error_messages={"required": _("The data map is empty.")},
    )


class CollectionForm(QuestionForm):
    """One collection of a map: what it is called, whether it is searched, and each of its fields."""

    title = PlainText(
        label=_("What the requester reads as its name"),
        most=200,
        too_long=_("This is too long."),
        widget=line(),
        error_messages={"required": _("Give it a name.")},
    )
    skipped = forms.BooleanField(label=_("Do not search this; list it as not covered"), required=False)

    def __init__(self, mapped: CollectionLine, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        options["initial"] = {"title": mapped.title, "skipped": mapped.skipped}
        super().__init__(data, **options)
        self.mapped = mapped
        nobody = [("", _("no"))]
        for number, each in enumerate(mapped.fields):
            self.fields[f"categories_{number}"] = forms.CharField(
                label=_("Categories of %(name)s") % {"name": each.name},
                required=False,
                max_length=500,
                initial=each.categories,
                widget=forms.TextInput(attrs={"list": "categories", "autocomplete": "off"}),
            )
            self.fields[f"identity_{number}"] = forms.ChoiceField(
                label=_("Whether %(name)s tells who it is") % {"name": each.name},
                required=False,
                choices=[*nobody, *((kind.value, IDENTIFIERS[kind]) for kind in IdentifierKind)],
                initial=each.identity,
            )

    def clean(self) -> dict[str, Any]:
        """Refuse categories that nobody knows, each beside its field."""
        given = super().clean() or {}
        for number, _field in enumerate(self.mapped.fields):
            unknown = [each for each in self._categories(number) if each not in known_categories()]
            if unknown:
                sentence = _("“%(name)s” is no data category. Choose one from the list.")
                self.add_error(f"categories_{number}", sentence % {"name": unknown[0]})
        return given

    def _categories(self, number: int) -> list[str]:
        text = str(self.cleaned_data.get(f"categories_{number}", ""))
        return [each.strip() for each in text.split(",") if each.strip()]

    def choices(self) -> dict[str, Choice]:
        """Return what was chosen for each field."""
        return {
            each.name: Choice(tuple(self._categories(number)), self.cleaned_data[f"identity_{number}"])
            for number, each in enumerate(self.mapped.fields)
        }

    def lines(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Return each field of the map with its two boxes."""
        return [
            (each, self[f"categories_{number}"], self[f"identity_{number}"])
            for number, each in enumerate(self.mapped.fields)
        ]
