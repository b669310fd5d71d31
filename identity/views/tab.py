"""How the Identity tab is drawn: what is known, what was asked, what arrived, who acts, what can be done."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse

from dsar.clock import WarningCode
from dsar.enums import FileState
from dsar.forms.intake.page import QuestionForm
from dsar.forms.log_request import ContactForm
from dsar.letters.clock_refusals import warning
from dsar.permissions import can_see_evidence
from dsar.selectors.names import opened
from dsar.services import clock
from dsar.views.desk.case_desk import CaseDesk
from identity.enums import CheckState, Doubt, EvidenceState, LookUp
from identity.forms.desk import AcceptForm, ArrivedForm, AskForm, RefuseForm
from identity.forms.facts import AnswersForm
from identity.labels import DOUBTS, LOOK_UPS
from identity.methods import known_mailbox, label_of, named, ways
from identity.models import Check, Evidence
from identity.services import checks, passing, questions, representatives, wanted
from identity.views.filled import form_or
from identity.views.representative_panel import representative_panel

TAB = "identity:case"
JOINT = "joint"
#: Days after receipt in which a doubt is asked about; later it is harder to explain that the time waited.
PROMPT_DAYS = 5
_LIKELY: dict[str, Doubt] = {
    LookUp.UNKNOWN: Doubt.ADDRESS_UNKNOWN,
    LookUp.NAME_DIFFERS: Doubt.NAME_DIFFERS,
    LookUp.SEVERAL_PEOPLE: Doubt.SEVERAL_PEOPLE,
}
_WARNINGS = (
    WarningCode.IDENTITY_ASKED_LATE,
    WarningCode.AUTHORITY_ASKED_LATE,
    WarningCode.ASKED_WITHOUT_DOUBT,
)


def show_tab(desk: CaseDesk, filled: QuestionForm | None = None) -> HttpResponse:
    """Draw the tab, with the form that was filled in where it has faults."""
    submission = desk.case.submission
    check = checks.check_of(submission)
    decides = desk.may_work and check.state != CheckState.SETTLED
    evidence = (
        check.evidence.exclude(method=representatives.AUTHORITY)
        .select_related("file", "decided_by")
        .order_by("arrived_at")
    )
    context = _known(desk, check) | {
        "documents": [
            _document(each, decides, filled) for each in evidence.select_related("file", "decided_by")
        ],
        "decides": decides,
        "sees_files": can_see_evidence(desk.user, desk.case),
        "kept_days": desk.case.controller.keep_evidence_days,
        "form": filled,
        "ways": list(_ways(desk, filled)) if decides else [],
        "acting": representative_panel(desk, filled),
        "joint": form_or(filled, ContactForm, JOINT) if desk.may_work else None,
    }
    if decides:
        likely = {"doubt": _LIKELY.get(check.lookup_result, ""), "wanted": list(wanted.LEAST)}
        days = (desk.today - submission.received_on).days
        context |= {
            "days": days,
            "prompt": days <= PROMPT_DAYS,
            "ask": form_or(filled, AskForm, "ask", initial=likely),
            "add": form_or(filled, ArrivedForm, "add", initial={"arrived_on": desk.today}),
        }
    return desk.show("identity/desk.html", tab="identity", **context)


def _known(desk: CaseDesk, check: Check) -> dict[str, Any]:
    """Return what is known of who is asking, and what was asked."""
    submission = desk.case.submission
    result = clock.explain(desk.case, today=desk.today)
    return {
        "check": check,
        "by_rule": check.by_rule and check.doubt == "",
        "may_ask": check.state == CheckState.OPEN or (check.state == CheckState.ASKED and not check.doubt),
        "mailbox": opened(submission.person, "email"),
        "theirs": passing.representative_of(submission) is None,
        "looked_up": LOOK_UPS.get(check.lookup_result, ""),
        "failed": check.lookup_result == LookUp.FAILED,
        "why_failed": known_mailbox.why_failed(submission),
        "method": label_of(check.method),
        "doubt": DOUBTS.get(check.doubt, ""),
        "why": opened(check, "why"),
        "wanted": [str(words) for words in wanted.words_of(check)] if check.asked_at else [],
        "warnings": [warning(each) for each in result.warnings if each.code in _WARNINGS],
    }


def _ways(desk: CaseDesk, filled: QuestionForm | None) -> Iterator[dict[str, Any]]:
    """Yield the ways of proving that staff can use here, those that ask the least first."""
    for way in ways().values():
        if way.name == questions.NAME:
            yield {"way": way, "questions": _questions(desk, filled)}
        elif way.form is not None and way.offered(desk.case.submission):
            prefix = f"prove-{way.name}"
            form = form_or(filled, way.form, prefix, initial={"on": desk.today})
            yield {"way": way, "form": form, "open": form is filled}


def _questions(desk: CaseDesk, filled: QuestionForm | None) -> dict[str, Any]:
    """Return the questions that wait for answers with their boxes, or that some can be drawn."""
    drawn = questions.open_set(desk.case.submission)
    found: dict[str, Any] = {"way": ways()[questions.NAME], "drawn": drawn}
    if drawn is not None:
        form = filled if isinstance(filled, AnswersForm) else AnswersForm(questions.texts(drawn))
        found |= {"form": form, "left": questions.TRIES - drawn.tries}
    return found


def _document(evidence: Evidence, decides: bool, filled: QuestionForm | None) -> dict[str, Any]:
    """Return one proof as the tab shows it, with its two forms while it waits for a decision."""
    waits = evidence.state == EvidenceState.WAITING
    there = evidence.file is not None and evidence.file.state == FileState.READY
    found: dict[str, Any] = {
        "row": evidence,
        "kind": named(evidence.kind, evidence.method),
        "by": ways()[evidence.method].title if evidence.kind and evidence.file is None else "",
        "waits": waits,
        "there": there,
        "compared": opened(evidence, "compared"),
        "reason": opened(evidence, "reason"),
    }
    if decides and waits:
        found["accept"] = form_or(filled, AcceptForm, f"accept-{evidence.id.hex}")
        found["refuse"] = form_or(filled, RefuseForm, f"refuse-{evidence.id.hex}")
    return found
