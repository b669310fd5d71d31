"""All rows of the invented staff records from one seed: about 600 people, 30,000 rows."""

from __future__ import annotations

from datetime import UTC, datetime, time

from config.demo.crm.words import ROADS, STREETS, TOWNS
from config.demo.dice import Dice
from config.demo.documents import document
from config.demo.hr.employment import LAST_DAY, Employment
from config.demo.hr.people import (
    FIRST_JOINED,
    LAST_JOINED,
    Somebody,
    applicants,
    day_between,
    employees,
    work_email,
)
from config.demo.hr.words import (
    APPLICATION_STATUSES,
    CAME_FROM,
    DEPARTMENTS,
    INTERVIEW_NOTES,
    POSTS,
)
from config.demo.rows import Rows, Tables

SEED = 20260206
TABLES = (
    *("employees", "contracts", "absences", "appraisals", "payroll_lines"),
    *("applicants", "applications"),
)


def hr(seed: int = SEED) -> Tables:
    """All tables; the same seed gives the same rows."""
    dice, rows = Dice(seed), Rows(TABLES)
    staff = employees(dice)
    employment = Employment(dice, rows, staff)
    for number, somebody in enumerate(staff, start=1):
        _employee(dice, rows, employment, number, somebody)
    for somebody in applicants(dice, staff):
        _applicant(dice, rows, somebody, staff)
    return rows.take()


def _employee(dice: Dice, rows: Rows, employment: Employment, number: int, somebody: Somebody) -> None:
    joined = day_between(dice, FIRST_JOINED, LAST_JOINED)
    left = day_between(dice, joined, LAST_DAY) if dice.chance(0.35) else None
    post = dice.below(len(POSTS))
    employee = rows.add(
        "employees",
        f"A-{1000 + number * 3}",
        somebody.first_name,
        somebody.last_name,
        somebody.email,
        work_email(somebody, number),
        somebody.phone if dice.chance(0.9) else None,
        day_between(dice, FIRST_JOINED.replace(year=1960), FIRST_JOINED.replace(year=1995)),
        f"{dice.between(1, 139)} {dice.pick(STREETS)} {dice.pick(ROADS)}, {dice.pick(TOWNS)}",
        f"QQ {dice.between(100_000, 999_999)} C",  # a prefix that is never given out
        f"00-00-00 {dice.between(10_000_000, 99_999_999)}",
        f"{dice.pick(('Partner', 'Mother', 'Brother'))}, 01632 962{dice.below(1000):03d}",
        POSTS[post][0],
        dice.pick(DEPARTMENTS),
        dice.between(1, number - 1) if number > 1 else None,
        joined,
        left,
    )
    employment.add(employee, somebody, post, joined, left)


def _applicant(dice: Dice, rows: Rows, somebody: Somebody, staff: list[Somebody]) -> None:
    first = day_between(dice, FIRST_JOINED, LAST_JOINED)
    created = datetime.combine(first, time(dice.between(7, 20), dice.below(60)), UTC)
    applicant = rows.add(
        "applicants",
        somebody.first_name,
        somebody.last_name,
        somebody.email,
        somebody.phone if dice.chance(0.9) else None,
        dice.pick(CAME_FROM),
        created,
    )
    for _ in range(dice.pick((1, 1, 1, 2))):
        post, status = dice.pick(POSTS)[0], dice.pick(APPLICATION_STATUSES)
        met = status not in ("received", "withdrawn")
        rows.add(
            "applications",
            applicant,
            post,
            first,
            status,
            dice.pick(INTERVIEW_NOTES).format(other=dice.pick(staff).name) if met else None,
            dice.between(1, 10) if met else None,
            f"application-{first.isoformat()}.pdf",
            document(f"Application of {somebody.name} as {post.lower()}"),
        )
        first = day_between(dice, first, LAST_DAY)
