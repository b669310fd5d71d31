"""Steps beside the road, each a page with its form: refusals, ends that are no answer, fees, reopening."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from dsar.enums import Status
from dsar.forms import steps as forms
from dsar.forms.steps import StepForm
from dsar.models import Case
from dsar.permissions import check_work_case
from dsar.services import deceased, endings, fees, lateness, lifting, resolutions
from dsar.services.errors import Refused
from dsar.services.standing import standing_of
from dsar.states import from_status
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what its page says, its form, the service that takes it, and when it can be taken."""

    title: str | Promise
    explains: str | Promise
    button: str | Promise
    form: type[StepForm]
    take: Callable[..., object]
    said: str | Promise
    open_to: Callable[[Case, date], bool]


def _by_table(name: str) -> Callable[[Case, date], bool]:
    """Answer by the transition table whether a step is open."""
    return lambda case, _today: any(
        row.name == name for row in from_status(case.right_kind, case.status_kind)
    )


def _fee_open(case: Case, _today: date) -> bool:
    left = case.status in (Status.RELEASED, Status.CLOSED)
    return not left and case.controller.fee_minute_pence is not None and forms.is_refusable(case)


def _fee_waits(case: Case, today: date) -> bool:
    fee = standing_of(case).facts.fee if _fee_open(case, today) else None
    return fee is not None and fee.paid_on is None


STEPS: Mapping[str, Step] = {
    "refuse": Step(
        gettext_lazy("Refuse the request"),
        gettext_lazy(
            "A refusal is an answer: it needs its ground, reasons with the facts, and a letter that a second "
            "person reviews. It must leave before the limit."
        ),
        gettext_lazy("Decide to refuse"),
        forms.RefuseForm,
        resolutions.refuse,
        gettext_lazy("It is decided to refuse. Prepare the letter next."),
        lambda case, today: _by_table("refuse")(case, today) and not case.refusal_ground,
    ),
    "withdraw": Step(
        gettext_lazy("The requester took it back"),
        gettext_lazy("The case is closed as withdrawn, and the person gets it confirmed in writing."),
        gettext_lazy("Close as withdrawn"),
        forms.WithdrawForm,
        endings.withdraw,
        gettext_lazy("The case is closed. The confirmation is on its way."),
        _by_table("withdraw"),
    ),
    "transfer": Step(
        gettext_lazy("Somebody else has to answer"),
        gettext_lazy("The person is told who, and whether the request was passed on. The case is closed."),
        gettext_lazy("Tell them and close"),
        forms.TransferForm,
        endings.transfer,
        gettext_lazy("The case is closed. The letter is on its way."),
        _by_table("transfer"),
    ),
    "lapse": Step(
        gettext_lazy("The request has lapsed"),
        gettext_lazy(
            "The right ends with the person, or was never theirs. A letter says so; the case is closed."
        ),
        gettext_lazy("Close as lapsed"),
        forms.LapseForm,
        endings.lapse,
        gettext_lazy("The case is closed. The letter is on its way."),
        _by_table("lapse"),
    ),
    "deceased": Step(
        gettext_lazy("The person has died"),
        gettext_lazy(
            "The right ends with the person. Every open case of this request lapses; one letter says so, to "
            "whoever acts for the person, else to the address that we have. What is in force on the lists "
            "of those who are not to be written to stays."
        ),
        gettext_lazy("Close all of it, and send the letter"),
        forms.DiedForm,
        deceased.died,
        gettext_lazy("The request has lapsed. The letter is on its way."),
        _by_table("lapse"),
    ),
    "no-response": Step(
        gettext_lazy("No answer came"),
        gettext_lazy(
            "Without what was missing the case cannot go on. A letter says what it was and how to open the "
            "case again."
        ),
        gettext_lazy("Close, and say how to go on"),
        forms.NoResponseForm,
        endings.close_no_response,
        gettext_lazy("The case is closed. The letter is on its way."),
        _by_table("close_no_response"),
    ),
    "fee": Step(
        gettext_lazy("Ask for a fee"),
        gettext_lazy(
            "An answer is free, unless the request is manifestly unfounded or excessive, or a further copy "
            "is wanted. In the United Kingdom the month starts when the fee is paid; so ask at once."
        ),
        gettext_lazy("Send the notice"),
        forms.FeeForm,
        fees.ask,
        gettext_lazy("The notice is on its way. The clock waits once it has been sent."),
        lambda case, today: _fee_open(case, today) and standing_of(case).facts.fee is None,
    ),
    "fee-paid": Step(
        gettext_lazy("The fee was paid"),
        gettext_lazy("The month starts with the day on which the money arrived."),
        gettext_lazy("Record the payment"),
        forms.PaidForm,
        fees.paid,
        gettext_lazy("The payment is recorded, and the clock runs."),
        _fee_waits,
    ),
    "lift": Step(
        gettext_lazy("Lift the restriction"),
        gettext_lazy("The person is told before it happens, and why. The holders lift it on that day."),
        gettext_lazy("Tell them, and have it lifted"),
        forms.LiftForm,
        lifting.announce,
        gettext_lazy("The message is on its way, and the holders are asked."),
        lambda case, _today: lifting.in_force(case),
    ),
    "late": Step(
        gettext_lazy("Tell the person why it is late"),
        gettext_lazy(
            "They get a letter that says why their answer is late, by which day they have it, and how they "
            "can complain. It is about all of this request that has been late since the same day."
        ),
        gettext_lazy("Tell them, and promise the day"),
        forms.LateForm,
        lateness.promise,
        gettext_lazy("The letter is on its way."),
        lateness.is_late,
    ),
    "reopen": Step(
        gettext_lazy("Open the case again"),
        gettext_lazy(
            "What was answered stays on record. Where the case had ended without an answer, its time runs "
            "again from its first start."
        ),
        gettext_lazy("Open it again"),
        forms.ReasonForm,
        endings.reopen,
        gettext_lazy("The case is open again."),
        _by_table("reopen"),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case)
def step(desk: CaseDesk, name: str) -> HttpResponse:
    """Show the page of one step, and take it."""
    chosen = STEPS.get(name)
    if chosen is None:
        raise Http404
    if not chosen.open_to(desk.case, desk.today):
        raise Refused(_("This step is not open to the case as it now stands."))
    posted = desk.request.POST if desk.request.method == "POST" else None
    form = chosen.form(posted, case=desk.case)
    if form.is_valid():
        try:
            chosen.take(desk.case, actor=desk.user, now=desk.now, **form.taken())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return desk.said(str(chosen.said))
    status = 200 if posted is None else 400
    return desk.show("dsar/desk/step.html", tab="overview", status=status, form=form, chosen=chosen)


@require_POST
@on_case("work_case", check_work_case)
def drop_refusal(desk: CaseDesk) -> HttpResponse:
    """Take a refusal back that has not left yet."""
    resolutions.drop_refusal(desk.case, actor=desk.user, now=desk.now)
    return desk.said(_("The refusal is taken back. The case goes on."))


def open_steps(case: Case, today: date) -> list[dict[str, Any]]:
    """Return the steps that are open to a case, for its overview."""
    return [{"name": name, "title": each.title} for name, each in STEPS.items() if each.open_to(case, today)]
