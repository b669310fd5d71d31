"""What somebody asked in their own words, read and sorted into the rights that it invokes."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dsar.enums import Right
from dsar.forms.sort import SortForm
from dsar.permissions import check_work_case
from dsar.selectors import case_page
from dsar.selectors.names import opened
from dsar.services import sorting
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case)
def sort(desk: CaseDesk) -> HttpResponse:
    """Show the words with the rights beside them; a POST sorts them, once."""
    if desk.case.right != Right.UNSORTED:
        raise Refused(_("This request is sorted already."))
    form = SortForm(desk.request.POST if desk.request.method == "POST" else None)
    if form.is_valid():
        sorting.sort(desk.case, rights=form.chosen, actor=desk.user, now=desk.now)
        return desk.said(_("It is sorted. The person is told how you understood it."))
    return desk.show(
        "dsar/desk/sort.html",
        tab="overview",
        status=400 if form.is_bound else 200,
        form=form,
        words=opened(desk.case.submission, "words"),
        files=case_page.sent_with(desk.case),
    )
