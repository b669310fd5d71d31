"""The facts of a decision that is a deed: what was done where, what stays and why, who was told."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dsar.enums import Action, Outcome, Right, Role, TaskState
from dsar.letters.facts import CarriedOut, Decided, Ending, Kept, RecipientTold
from dsar.models import Case, HolderTask, Resolution, RetentionRule
from dsar.permissions import acting_role
from dsar.selectors import decisions, tasks
from exports.services.facts.refused import ground_of

#: Details of a decision that are texts of the letter, by the names that the letter has for them.
TEXTS = (
    "statement",
    "backups",
    "still_allowed",
    "goes_on",
    "balance",
    "decision",
    "logic",
    "result",
    "contest",
    "transfer",
    "format",
)
_ENDINGS: Mapping[str, Ending] = {
    Outcome.DONE: "done",
    Outcome.PARTLY_DONE: "part",
    Outcome.REFUSED: "refused",
}
#: The rights whose deeds those are told of who had the data from us, and the deeds (Art. 19).
TOLD = (Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION)
_CHANGES = (Action.CORRECT, Action.STATEMENT, Action.ERASE, Action.ANONYMISE, Action.RESTRICT)
_NO_DEEDS = (Action.KEEP, Action.TELL)


def decided_of(case: Case, resolution: Resolution) -> Decided:
    """Return a decision as the letter needs it, with all that people confirmed for it."""
    details = decisions.details_of(resolution)
    plan = [each for each in tasks.of(case) if not each.meanwhile]
    title, citation = ground_of(case, resolution)
    actions = tuple(carried_out(plan, details))
    kept = tuple(_kept(case, plan, resolution, citation))
    return Decided(
        right=case.right,
        outcome=_ENDINGS.get(resolution.outcome, "refused"),
        ground=title,
        citation=citation,
        reasons=resolution.open("reasons"),
        actions=actions,
        kept=kept,
        told=tuple(recipients_told(plan)) + tuple(_not_told(case, plan)),
        review_on=_day(details.get("review_on")) or _looked_at_again(plan, kept),
        effective_on=_day(details.get("effective_on"))
        or max((each.done_on for each in actions), default=None),
        suppression=bool(details.get("suppression")),
        decider_role=decider_of(case, resolution),
        **{name: str(details.get(name) or "") for name in TEXTS},
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def decider_of(case: Case, resolution: Resolution) -> str:
    """Return by their role who decided."""
    if acting_role(resolution.decided_by, case) == Role.DPO:
        return _("our data protection officer")
    return _("the member of staff who looks after your request, and our data protection officer read it over")


def _looked_at_again(plan: Iterable[HolderTask], kept: Iterable[Kept]) -> date | None:
    """Return the day on which the longest rule is over, where something stays until no certain day."""
    if all(each.until for each in kept):
        return None
    rules = [(each.done_on, rule_of(each)) for each in plan]
    ends = [_years_after(on, rule.keep_years) for on, rule in rules if on is not None and rule is not None]
    return max(ends, default=None)


def _years_after(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return on.replace(year=on.year + years, month=3, day=1)


def rule_of(task: HolderTask) -> RetentionRule | None:
    """Return the rule of the register by which something is kept, if it is one."""
    if task.action != Action.KEEP or task.system is None:
        return None
    return task.system.retention_rules.filter(law=task.law).first()


def carried_out(plan: Iterable[HolderTask], details: Mapping[str, Any] | None = None) -> Iterator[CarriedOut]:
    """Yield what people confirmed that they did."""
    for each in plan:
        if each.state == TaskState.DONE and each.action not in _NO_DEEDS and each.done_on is not None:
            yield CarriedOut(
                system=place_of(each), what=done_words(each, details or {}), done_on=each.done_on
            )


def place_of(task: HolderTask) -> str:
    """Return where something was done."""
    return task.system.name if task.system else _("our records")


def done_words(task: HolderTask, details: Mapping[str, Any]) -> str:
    """Return what was done, in words for the requester; what was corrected is said as it was decided."""
    words = {
        Action.CORRECT: _("Corrected"),
        Action.STATEMENT: _("Your statement was added"),
        Action.ERASE: _("Erased"),
        Action.ANONYMISE: _("Made anonymous: it is not about you any more"),
        Action.RESTRICT: _("Restricted"),
        Action.LIFT: _("No longer restricted"),
        Action.STOP: _("No longer used for this"),
        Action.REVIEW: _("Looked at again by a person"),
        Action.NOTHING: _("Searched: nothing about you is held there"),
    }
    said = words.get(Action(task.action), task.action)
    detail = task.open("instruction") if task.action in (Action.CORRECT, Action.RESTRICT) else ""
    if task.action == Action.CORRECT and details.get("wrong") and details.get("correct"):
        detail = _("“%(wrong)s” now reads “%(correct)s”") % details
    return f"{said}: {detail}" if detail else said


def _kept(case: Case, plan: Iterable[HolderTask], resolution: Resolution, citation: str) -> Iterator[Kept]:
    """Yield what stays: kept by law, or because it could not be done."""
    for each in plan:
        if each.action == Action.KEEP:
            what, reason = _rule_words(each)
            yield Kept(
                what=what,
                law=each.law,
                reason=reason or resolution.open("reasons"),
                until=each.until_on,
                holder=_holder(case, each),
            )
        elif each.state == TaskState.NOT_POSSIBLE and each.action != Action.TELL:
            yield Kept(
                what=place_of(each),
                law=each.law or citation,
                reason=each.open("proof"),
                until=each.until_on,
                holder=_holder(case, each),
            )


def _rule_words(task: HolderTask) -> tuple[str, str]:
    """Return what is kept and why: by the register's rule of that law, else by what was written down."""
    said = task.open("instruction")
    if rule := rule_of(task):
        reason = _("%(reason)s Kept for %(years)s years from %(start)s.")
        words = {"reason": rule.reason, "years": rule.keep_years, "start": rule.counted_from}
        return f"{place_of(task)}: {rule.what}", reason % words
    return place_of(task), said


def _holder(case: Case, task: HolderTask) -> str:
    name = task.system.holder_name if task.system else ""
    return f"{name}, {case.controller.name}" if name else case.controller.name


def _not_told(case: Case, plan: list[HolderTask]) -> Iterator[RecipientTold]:
    """Yield whom Art. 19 wants told and nobody has told: the letter waits for it, rather than deny it."""
    if case.right not in TOLD:
        return
    told = {each.recipient_id for each in plan}
    changed = [each.system for each in plan if each.action in _CHANGES and each.state == TaskState.DONE]
    for system in filter(None, changed):
        for recipient in system.recipients.all():
            if recipient.id not in told:
                yield RecipientTold(name=recipient.name, what_for=recipient.what_for)


def recipients_told(plan: Iterable[HolderTask]) -> Iterator[RecipientTold]:
    """Yield the recipients that were told (Art. 19), and those that could not be, with why."""
    for each in plan:
        if each.action != Action.TELL or each.recipient is None:
            continue
        done = each.state == TaskState.DONE
        yield RecipientTold(
            name=each.recipient.name,
            what_for=each.recipient.what_for,
            told_on=each.done_on if done else None,
            why_not="" if done else each.open("proof") or each.open("instruction"),
        )
