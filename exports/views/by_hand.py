"""Systems that only their holders can look through: what they hand in is taken in for a case."""

from collections.abc import Sequence
from contextlib import ExitStack
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from dsar.forms.uploads import SealedUpload
from dsar.models import System
from dsar.permissions import check_work_case
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from exports.by_hand_forms import HandedInForm
from exports.labels import IDENTIFIERS
from exports.services import by_hand
from exports.services.handed_in import Table
from exports.services.identifiers import identities_of
from exports.sources.base import SourceError
from exports.sources.delivered.file import FileInMemory


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case)
def page(desk: CaseDesk, system_id: UUID) -> HttpResponse:
    """Take in tables of one system; what was typed stays where they are refused."""
    asked = _asked(desk, system_id)
    posted = desk.request.method == "POST"
    form = HandedInForm(desk.request.POST, files=desk.request.FILES) if posted else HandedInForm()
    if form.is_valid():
        try:
            taken = _taken(desk, asked.system, form)
        except (Refused, SourceError) as refused:
            form.add_error("upload", str(refused))
        else:
            return desk.said(_told(taken), "exports:search")
    return desk.show(
        "exports/desk/by_hand.html",
        tab="search",
        status=400 if form.errors else 200,
        asked=asked,
        form=form,
        known=[(IDENTIFIERS[each.kind], each.value) for each in identities_of(desk.case)],
    )


@require_POST
@on_case("work_case", check_work_case, back="exports:search")
def nothing(desk: CaseDesk, system_id: UUID) -> HttpResponse:
    """Note that the holder looked and found nothing."""
    system = _asked(desk, system_id).system
    by_hand.nothing_there(desk.case, system, actor=desk.user, now=desk.now)
    return desk.said(
        _("It is noted that nothing was found in %(system)s.") % {"system": system}, "exports:search"
    )


def _asked(desk: CaseDesk, system_id: UUID) -> by_hand.Asked:
    found = next((each for each in by_hand.asked(desk.case) if each.system.id == system_id), None)
    if found is None:
        raise Http404
    return found


def _taken(desk: CaseDesk, system: System, form: HandedInForm) -> by_hand.TakenIn:
    told = form.cleaned_data
    with ExitStack() as held:
        files = _in_memory(held, told["upload"])
        table = Table(files, told["encoding"], told["column"], told["holds"])
        return by_hand.take_in(desk.case, system, table, actor=desk.user, now=desk.now)


def _in_memory(held: ExitStack, uploads: Sequence[SealedUpload]) -> list[FileInMemory]:
    return [held.enter_context(FileInMemory(each.name or "table", each.chunks())) for each in uploads]


def _told(taken: by_hand.TakenIn) -> str:
    columns = ", ".join(f"“{name}”" for name in taken.columns)
    if not taken.rows:
        return _("No row is theirs by %(columns)s. Nothing was kept.") % {"columns": columns}
    text = ngettext(
        "%(rows)d row is theirs by %(columns)s. Nothing else was kept.",
        "%(rows)d rows are theirs by %(columns)s. Nothing else was kept.",
        taken.rows,
    )
    return text % {"rows": taken.rows, "columns": columns}
