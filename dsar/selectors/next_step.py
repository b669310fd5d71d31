"""The one thing to do next on a case."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.enums import DeliveryKind, DeliveryState, Right, Status
from dsar.models import Case, Delivery
from dsar.selectors import same_person, tasks
from dsar.spokes import NextStep, registry
from dsar.states import OF_DEEDS

#: In lists, where asking every spoke for every case would cost a query each.
_SHORT: Mapping[str, str | Promise] = {
    Status.RECEIVED: gettext_lazy("Settle who is asking"),
    Status.AWAITING_IDENTITY: gettext_lazy("Check proof when it comes"),
    Status.READY: gettext_lazy("Begin"),
    Status.SEARCHING: gettext_lazy("Wait for the search"),
    Status.DECIDING: gettext_lazy("Decide what is done"),
    Status.ACTING: gettext_lazy("Have it carried out"),
    Status.PREPARING: gettext_lazy("Prepare the answer"),
    Status.PACKAGING: gettext_lazy("Wait for the answer to be made"),
    Status.IN_REVIEW: gettext_lazy("Release or return"),
    Status.RELEASED: gettext_lazy("Wait for the download"),
    Status.CLOSED: gettext_lazy("Nothing"),
}


def in_short(case: Case) -> str:
    """Return the next step in a few words, from the status alone, and from what is still to be sorted."""
    if case.right == Right.UNSORTED and case.status != Status.CLOSED:
        return _("Sort what was asked")
    return str(_SHORT[case.status])


def next_step(case: Case, now: datetime) -> NextStep:
    """Return the next step of a case: the first that a spoke names, else what the status says."""
    if case.right == Right.UNSORTED and case.status != Status.CLOSED:
        sentence = _("Read what this person wrote, and say which rights it invokes. The time runs meanwhile.")
        return NextStep(sentence, _("Sort it"), "dsar:case_sort")
    if to_post := _to_post(case):
        return to_post
    offered = [step for ask in registry.next_steps.values() if (step := ask(case, now)) is not None]
    if offered:
        return min(offered, key=lambda step: step.order)
    if case.status == Status.RECEIVED:
        return _to_identity(
            _("Settle who is asking: by a proof that arrived, by what you know, or by asking for proof.")
        )
    if case.status == Status.AWAITING_IDENTITY:
        return _to_identity(_("Proof was asked for. When it arrives, look at it and decide."))
    return _of_deeds(case) or NextStep(_finished(case))


def _of_deeds(case: Case) -> NextStep | None:
    """Return the next step of a case whose answer is something done in the systems."""
    match case.status:
        case Status.READY if case.right in OF_DEEDS:
            sentence = _("It is settled who is asking. Look at what was asked, and decide what is done.")
            return NextStep(sentence, _("Begin"), "dsar:case_begin", "begin")
        case Status.DECIDING:
            if why := same_person.why_copy_not_sealed(case):
                return NextStep(why, _("Decide what is done"), "dsar:case_work")
            return NextStep(
                _("Decide what is done, on which ground, and in which systems."),
                _("Decide"),
                "dsar:case_work",
            )
        case Status.ACTING:
            if why := tasks.why_not_done(case):
                return NextStep(why, _("Look at the tasks"), "dsar:case_work")
    return None


def _to_identity(sentence: str) -> NextStep:
    panel = registry.panels.get("identity")
    return NextStep(sentence, _("Decide identity") if panel else "", panel.url_name if panel else "")


def _to_post(case: Case) -> NextStep | None:
    """Return the posting of an answer that leaves on paper, until its day is recorded."""
    if case.status != Status.RELEASED:
        return None
    answers = Delivery.objects.filter(submission=case.submission_id, kind=DeliveryKind.DELIVERY)
    if not answers.filter(state=DeliveryState.TO_POST).exists():
        return None
    sentence = _("The answer is released and waits to be posted. Post it and record the day; that closes it.")
    return NextStep(sentence, _("Look at the letter"), "dsar:case_messages")


def _finished(case: Case) -> str:
    if case.status == Status.RELEASED:
        return _("The answer is released. The case closes when the requester has fetched it.")
    return _("Nothing is left to do on this case.")
