"""What staff records hold of one employee: contracts, absences, appraisals, pay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from config.demo.dice import Dice, money
from config.demo.documents import document
from config.demo.hr.people import Somebody, day_between
from config.demo.hr.words import APPRAISAL_ANSWERS, APPRAISAL_WORDS, POSTS, SICK_NOTES
from config.demo.rows import Rows

LAST_DAY = date(2026, 6, 30)
_MONTHS_OF_PAY = 24
_ABSENCES = ("holiday", "holiday", "holiday", "sickness", "sickness", "parental leave", "study leave")


class Employment:
    """Adds the records of one employee after another."""

    def __init__(self, dice: Dice, rows: Rows, staff: Sequence[Somebody]) -> None:
        self._dice = dice
        self._rows = rows
        self._staff = staff

    def add(self, employee: int, somebody: Somebody, post: int, joined: date, left: date | None) -> None:
        """All records of an employee who was there from `joined` until `left`, if they left."""
        until = left or LAST_DAY
        salary = self._contracts(employee, somebody, post, joined, left)
        self._absences(employee, joined, until)
        self._appraisals(employee, somebody, joined, until)
        self._pay(employee, salary, joined, until)

    def _contracts(
        self, employee: int, somebody: Somebody, post: int, joined: date, left: date | None
    ) -> int:
        """A first contract, often followed by a better one; answers the last year's pay in pence."""
        dice, begins = self._dice, joined
        title, pounds = POSTS[post]
        salary = pounds * 100
        changes = dice.between(0, 2) if (left or LAST_DAY) - joined > timedelta(days=900) else 0
        for number in range(changes + 1):
            last = number == changes
            ends = left if last else begins + timedelta(days=dice.between(200, 290))
            self._rows.add(
                "contracts",
                employee,
                "permanent" if last else "fixed term",
                title,
                dice.pick(("37.5", "37.5", "30.0", "20.0")),
                money(salary),
                begins,
                ends,
                f"contract-{begins.isoformat()}.pdf",
                document(f"Contract of employment, {somebody.name}, {title}"),
            )
            if not last and ends is not None:
                begins, salary = ends + timedelta(days=1), salary * 104 // 100
        return salary

    def _absences(self, employee: int, joined: date, until: date) -> None:
        dice = self._dice
        for first in sorted(day_between(dice, joined, until) for _ in range(dice.between(1, 14))):
            kind = dice.pick(_ABSENCES)
            sick = kind == "sickness"
            days = dice.between(0, 180 if kind == "parental leave" else 12)
            last = min(first + timedelta(days=days), until)
            note = dice.pick(SICK_NOTES) if sick and dice.chance(0.6) else None
            self._rows.add("absences", employee, kind, first, last, sick and days > 7, note)

    def _appraisals(self, employee: int, somebody: Somebody, joined: date, until: date) -> None:
        dice = self._dice
        held = joined + timedelta(days=dice.between(300, 400))
        while held <= until:
            appraiser = dice.pick(self._staff).name
            words = dice.pick(APPRAISAL_WORDS).format(
                first=somebody.first_name, other=dice.pick(self._staff).name
            )
            answer = dice.pick(APPRAISAL_ANSWERS) if dice.chance(0.3) else None
            self._rows.add("appraisals", employee, held, appraiser, dice.between(1, 5), words, answer)
            held += timedelta(days=dice.between(340, 390))

    def _pay(self, employee: int, salary: int, joined: date, until: date) -> None:
        """The last two years, month by month: what is due, what is taken off, what is paid out."""
        month = until.replace(day=1)
        months: list[date] = []
        while month >= joined.replace(day=1) and len(months) < _MONTHS_OF_PAY:
            months.append(month)
            month = (month - timedelta(days=1)).replace(day=1)
        due = salary // 12
        lines = (("salary", due), ("income tax", -due // 5), ("pension", -due // 20))
        for month in reversed(months):
            for kind, amount in lines:
                self._rows.add("payroll_lines", employee, month, kind, money(amount))
