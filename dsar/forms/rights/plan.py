"""What is done in each system, what is kept by which law, and which recipients are told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from dsar.enums import Action, Right
from dsar.forms.days import DayField
from dsar.forms.intake.text import LINE_MOST, PlainText, area, line
from dsar.labels import ACTIONS
from dsar.models import Case, HolderTask, Recipient, RetentionRule, System
from dsar.services import tasks
from dsar.services.tasks import Line

#: What can be done in a system, by right; the first is what is asked.
OFFERED: Mapping[Right, tuple[Action, ...]] = {
    Right.RECTIFICATION: (Action.CORRECT, Action.STATEMENT, Action.NOTHING),
    Right.ERASURE: (Action.ERASE, Action.ANONYMISE, Action.KEEP, Action.NOTHING),
    Right.RESTRICTION: (Action.RESTRICT, Action.NOTHING),
    Right.OBJECTION: (Action.STOP, Action.KEEP, Action.NOTHING),
    Right.AUTOMATED: (Action.REVIEW, Action.NOTHING),
}
#: The rights whose deeds recipients are told of (Art. 19).
TOLD = (Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION)


@dataclass(frozen=True, slots=True)
class SystemRow:
    """The fields of one system, for the page."""

    system: System
    action: BoundField
    instruction: BoundField
    law: BoundField | None
    until_on: BoundField | None
    rules: tuple[tuple[RetentionRule, BoundField], ...]
    recipients: tuple[tuple[Recipient, BoundField], ...]


class PlanForm(forms.Form):
    """One row of fields for each system; names are made of the ids of what they are about."""

    def __init__(self, *args: Any, case: Case, systems: Iterable[System], **kwargs: Any) -> None:
        self.case, self.right = case, Right(case.right)
        self.systems = list(systems)
        kwargs.setdefault("initial", _as_it_stands(case))
        super().__init__(*args, **kwargs)
        for system in self.systems:
            self._add(system)

    def _add(self, system: System) -> None:
        offered = [(str(action), ACTIONS[action]) for action in OFFERED[self.right]]
        self.fields[f"action-{system.id}"] = forms.ChoiceField(
            label=_("What is done"), required=False, choices=[("", _("Not decided yet")), *offered]
        )
        self.fields[f"instruction-{system.id}"] = PlainText(
            label=_("For the holder: what exactly"),
            required=False,
            most=tasks.LONGEST,
            too_long=_("This is too long."),
            widget=area(2),
        )
        if Action.KEEP in OFFERED[self.right]:
            self.fields[f"law-{system.id}"] = PlainText(
                label=_("If kept: by which law"),
                required=False,
                most=160,
                too_long=_("This is too long."),
                widget=line(),
            )
            self.fields[f"until-{system.id}"] = DayField(label=_("Until when"), required=False)
        for rule in self._rules(system):
            self.fields[f"rule-{rule.id}"] = forms.BooleanField(
                label=_("Keep: %(what)s, %(years)d years from %(start)s")
                % {"what": rule.what, "years": rule.keep_years, "start": rule.counted_from},
                help_text=rule.law,
                required=False,
                initial=not self.case.tasks.exists(),
            )
        for recipient in self._recipients(system):
            self.fields[f"tell-{recipient.id}"] = PlainText(
                label=_("Why %(name)s is not told") % {"name": recipient.name},
                help_text=_("Leave it empty, and telling them becomes a task."),
                required=False,
                most=LINE_MOST,
                too_long=_("This is too long."),
                widget=line(),
            )

    def _rules(self, system: System) -> list[RetentionRule]:
        return list(system.retention_rules.all()) if self.right == Right.ERASURE else []

    def _recipients(self, system: System) -> list[Recipient]:
        return list(system.recipients.all()) if self.right in TOLD else []

    def rows(self) -> Iterator[SystemRow]:
        """Yield the fields of each system."""
        for system in self.systems:
            keeps = f"law-{system.id}" in self.fields
            yield SystemRow(
                system,
                self[f"action-{system.id}"],
                self[f"instruction-{system.id}"],
                self[f"law-{system.id}"] if keeps else None,
                self[f"until-{system.id}"] if keeps else None,
                tuple((rule, self[f"rule-{rule.id}"]) for rule in self._rules(system)),
                tuple((each, self[f"tell-{each.id}"]) for each in self._recipients(system)),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the law where data is kept, and for what is to be changed where it is changed."""
        cleaned = super().clean() or {}
        for system in self.systems:
            action = cleaned.get(f"action-{system.id}")
            if action == Action.KEEP and not cleaned.get(f"law-{system.id}"):
                self.add_error(f"law-{system.id}", _("Name the law that requires it to be kept."))
            changed = action in (Action.CORRECT, Action.STATEMENT)
            if changed and not cleaned.get(f"instruction-{system.id}"):
                self.add_error(f"instruction-{system.id}", _("Say what is to be changed, and to what."))
        return cleaned

    def undecided(self) -> list[System]:
        """Return the systems for which nothing was chosen."""
        return [each for each in self.systems if not self.cleaned_data.get(f"action-{each.id}")]

    def lines(self) -> Iterator[Line]:
        """Yield the plan that was filled in."""
        told = self.cleaned_data
        for system in self.systems:
            action = told.get(f"action-{system.id}")
            if not action:
                continue
            instruction = told[f"instruction-{system.id}"]
            law, until = told.get(f"law-{system.id}", ""), told.get(f"until-{system.id}")
            kept = action == Action.KEEP
            yield Line(
                Action(action),
                system,
                instruction=instruction,
                law=law if kept else "",
                until_on=until if kept else None,
            )
            for rule in self._rules(system):
                if told.get(f"rule-{rule.id}") and not kept:
                    yield Line(Action.KEEP, system, instruction=_kept(rule), law=rule.law)
            if action != Action.NOTHING and not kept:
                yield from self._tell(system)

    def _tell(self, system: System) -> Iterator[Line]:
        for recipient in self._recipients(system):
            yield Line(
                Action.TELL, recipient=recipient, instruction=self.cleaned_data[f"tell-{recipient.id}"]
            )


def _kept(rule: RetentionRule) -> str:
    words = _("%(what)s: %(reason)s Kept for %(years)d years from %(start)s.")
    return str(words) % {
        "what": rule.what,
        "reason": rule.reason,
        "years": rule.keep_years,
        "start": rule.counted_from,
    }


def _as_it_stands(case: Case) -> dict[str, Any]:
    """Return the plan that a case has, as the fields name it."""
    found: dict[str, Any] = {}
    rules = [rule for s in case.controller.systems.all() for rule in s.retention_rules.all()]
    rows = case.tasks.exclude(state="cancelled").filter(meanwhile=False)
    for task in rows.select_related("system", "recipient"):
        found |= _of_task(task, rules)
    return found


def _of_task(task: HolderTask, rules: Iterable[RetentionRule]) -> dict[str, Any]:
    instruction = task.open("instruction")
    if task.recipient is not None:
        return {f"tell-{task.recipient_id}": instruction}
    if rule := _rule_of(task, instruction, rules):
        return {f"rule-{rule.id}": True}
    return {
        f"action-{task.system_id}": task.action,
        f"instruction-{task.system_id}": instruction,
        f"law-{task.system_id}": task.law,
        f"until-{task.system_id}": task.until_on,
    }


def _rule_of(task: HolderTask, instruction: str, rules: Iterable[RetentionRule]) -> RetentionRule | None:
    """Return the rule of its system by which a line keeps something; two rules may cite one law."""
    if task.action != Action.KEEP:
        return None
    own = (rule for rule in rules if rule.system_id == task.system_id and rule.law == task.law)
    return next((rule for rule in own if instruction.startswith(f"{rule.what}:")), None)
