"""Work out a deadline from facts given as options, step by step, or many from a table (``--csv -``).

Needs no database, no broker and no settings. The table has the columns id, jurisdiction, rule, received,
identity_requested, identity_received, pause_from, pause_to, extended (others are left alone) and is read
from standard input; id, state, due and extension_notice_by are written for every row that can be answered.
A row that cannot is named by line and column on standard error, and the command then ends with 1.
"""

import csv
import io
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

from django.core.management.base import BaseCommand
from django.utils import timezone

from dsar.clock import (
    CSV_COLUMNS,
    Calendar,
    Facts,
    FactsError,
    RefusalCode,
    compute,
    compute_dates,
    facts_of,
    located,
    read_day,
)
from dsar.enums import RIGHTS_OF_LAW, Right
from dsar.letters import clock_words
from dsar.letters.clock_names import REGIMES, STATES, source
from dsar.letters.clock_refusals import refusal, warning
from dsar.letters.words import day

#: option -> its column and what it is
OPTIONS = {
    "jurisdiction": (
        "jurisdiction",
        "uk-ew (default), uk-sct, uk-nir, uk-common, eu-de, eu-de-by, eea-no",
    ),
    "right": ("right", "access (default), erasure, portability and so on"),
    "rule": ("rule", "one_month (default), or a house rule such as 28_days"),
    "received": ("received", "the day of receipt, as 2026-11-22"),
    "received-time": ("received_time", "the time of receipt at the controller's, as 23:59"),
    "identity-requested": (
        "identity_requested",
        "the day on which, in doubt, proof of identity was asked for",
    ),
    "identity-received": ("identity_received", "the day on which sufficient proof arrived"),
    "pause-from": ("pause_from", "the day on which a question was sent"),
    "pause-to": ("pause_to", "the day of the answer"),
    "pause2-from": ("pause2_from", "the same of a second question"),
    "pause2-to": ("pause2_to", "the same of a second answer"),
    "notified": ("notified", "the day on which notice of the extension was given"),
    "promise-days": ("promise_days", "the controller's own promise in days, such as 28"),
}


class Command(BaseCommand):
    """Exit status: 0 when everything was answered, 1 when something was refused."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one set of facts, or a table."""
        for name, (_column, words) in OPTIONS.items():
            default = {"jurisdiction": "uk-ew", "right": Right.ACCESS.value}.get(name, "")
            rights = list(RIGHTS_OF_LAW) if name == "right" else None
            parser.add_argument(f"--{name}", default=default, choices=rights, help=words)
        parser.add_argument(
            "--extended", action="append", default=[], help="by 1 or 2 months (yes: 2); only once"
        )
        parser.add_argument("--today", default="", help="the day to look from, for warnings; else this day")
        parser.add_argument("--csv", metavar="-", help="read a table from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer the one set of facts, or every row."""
        if options["csv"] is None:
            self._one(options)
        elif options["csv"] == "-":
            # utf-8-sig: spreadsheets write a mark in front; what is not UTF-8 shows up in its cell
            raw = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="")
            if self._table(raw):
                sys.exit(1)
        else:
            self._refuse("The table is read from standard input only: --csv - < table.csv")

    def _one(self, options: dict[str, Any]) -> None:
        columns = {column: str(options[name.replace("-", "_")]) for name, (column, _w) in OPTIONS.items()}
        columns["extended"] = options["extended"][0] if options["extended"] else ""
        try:
            today = read_day(options["today"]) if options["today"] else timezone.localdate()
            if len(options["extended"]) > 1:
                facts_of({**columns, "extended": "", "notified": ""})
                raise FactsError(RefusalCode.EXTENSION_SECOND, {"months": columns["extended"]})
            self._explain(facts_of(columns), today)
        except FactsError as error:
            self._refuse(refusal(error))

    def _explain(self, facts: Facts, today: date) -> None:
        result = compute(facts, calendar=Calendar(facts.jurisdiction), today=today)
        lines = [clock_words.title(result), f"{REGIMES[result.regime]}; {STATES[result.state]}", ""]
        for step in result.steps:
            until = f" to {step.until}" if step.until else ""
            lines.append(f"{step.on}{until}  {clock_words.sentence(step)} [{source(step.source)}]")
        known = [
            ("Limit", result.limit_on),
            ("Target", result.target_on),
            ("Due by the rule", result.due_on if facts.rule_days else None),
            ("Notice of an extension by", result.extension_notice_by),
        ]
        lines += ["", *[f"{name}: {day(on)}" for name, on in known if on]]
        if result.limit_at:
            lines.append(f"Last instant: {result.limit_at:%Y-%m-%dT%H:%M:%SZ}")
        lines += [f"Warning: {warning(notice)}" for notice in result.warnings]
        self.stdout.write("\n".join(lines))

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(1)

    def _table(self, raw: TextIO) -> int:
        """Answer every row that can be; return how many faults there were."""
        rows = _Rows(raw)
        out = csv.writer(self.stdout, lineterminator="\n")
        out.writerow(["id", "state", "due", "extension_notice_by"])
        faults, calendars = 0, dict[str, Calendar]()
        if rows.missing:
            self.stderr.write(f"line 1: these columns are missing: {', '.join(rows.missing)}")
            return 1
        for line, columns, broken in rows:
            try:
                if broken:
                    raise _BrokenRow(broken)
                facts = facts_of(columns)
                calendar = calendars.setdefault(facts.jurisdiction, Calendar(facts.jurisdiction))
                dates = compute_dates(facts, calendar=calendar)
            except FactsError as error:
                faults += 1
                where = located(error, columns).column
                self.stderr.write(f"line {line}, column {where}: {refusal(error)}")
                continue
            except _BrokenRow as error:
                faults += 1
                self.stderr.write(f"line {line}, {error}")
                continue
            out.writerow([columns["id"], dates.state, dates.due_on or "", dates.due_notice_by or ""])
        return faults


class _BrokenRow(Exception):
    """A row that is no row of the table."""


class _Rows:
    """The rows of a table with the line each begins on; what breaks one row does not break the next."""

    def __init__(self, raw: TextIO) -> None:
        self.reader = csv.reader(raw)
        try:
            self.header = [name.strip() for name in next(self.reader, [])]
        except csv.Error:
            self.header = []
        self.missing = [name for name in CSV_COLUMNS if name not in self.header]

    def __iter__(self) -> Iterator[tuple[int, dict[str, str], str]]:
        """Yield line, columns, and what is wrong with the shape of the row."""
        while True:
            line = self.reader.line_num + 1
            try:
                row = next(self.reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, {}, f"column id: this row cannot be read ({error})."
                continue
            if row:
                yield line, self._columns(row), self._wrong(row)

    def _columns(self, row: list[str]) -> dict[str, str]:
        return {name: text.strip() for name, text in zip(self.header, row, strict=False)}

    def _wrong(self, row: list[str]) -> str:
        if len(row) == len(self.header):
            return ""
        last = self.header[min(len(row), len(self.header)) - 1]
        return f"column {last}: this row has {len(row)} fields, the heading has {len(self.header)}."
