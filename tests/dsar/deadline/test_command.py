"""`manage.py deadline` as a process with an empty environment: no database, no broker, no settings."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
VECTORS = ROOT / "tests" / "data" / "clock_vectors.csv"
COLUMNS = "id,jurisdiction,rule,received,identity_requested,identity_received,pause_from,pause_to,extended"
GOOD = "good,uk-ew,one_month,2026-02-10,,,,,no"
ANSWER = "good,running,2026-03-10,2026-03-10"


def run(*options: str, table: str | bytes = "") -> tuple[int, str, str]:
    """Exit status, standard output and standard error, with nothing in the environment."""
    done = subprocess.run(
        [sys.executable, "manage.py", "deadline", *options],
        cwd=ROOT,
        env={},
        input=table if isinstance(table, bytes) else table.encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_all_dated_cases_through_standard_input() -> None:
    with VECTORS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = COLUMNS.split(",")
    table = "\n".join([COLUMNS, *[",".join(row[name] for name in names) for row in rows]])
    status, out, faults = run("--csv", "-", table=table)
    assert (status, faults) == (0, "")
    answers = list(csv.DictReader(out.splitlines()))
    assert [(a["id"], a["due"], a["extension_notice_by"]) for a in answers] == [
        (row["id"], row["due"], row["extension_notice_by"]) for row in rows
    ]
    assert len(answers) == 90
    assert {a["state"] for a in answers} == {"running", "paused", "extended", "not_started"}


def test_bad_rows_are_named_by_line_and_column_and_the_others_answered() -> None:
    bad = {
        "received": "no_date,uk-ew,one_month,2026-02-30,,,,,no",
        "jurisdiction": "nowhere,eu-gb,one_month,2026-02-10,,,,,no",
        "identity_received": "never_asked,uk-ew,one_month,2026-02-10,,2026-02-12,,,no",
        "pause_to": "backwards,uk-ew,one_month,2026-02-10,,,2026-02-20,2026-02-19,no",
        "pause_from": "too_late,uk-ew,one_month,2026-02-10,,,2026-05-20,2026-05-21,no",
        "extended": "longer,uk-ew,one_month,2026-02-10,,,,,3",
        "rule": "short,uk-ew,one_year,2026-02-10,,,,,no",
    }
    more = [
        "past,uk-ew,one_month,1899-12-31,,,,,no",
        "future,uk-ew,one_month,2200-01-01,,,,,no",
        "few,uk-ew,x",
    ]
    table = "\n".join([COLUMNS, GOOD, *bad.values(), *more, "", GOOD])
    status, out, faults = run("--csv", "-", table=table)
    assert status == 1
    assert out.splitlines() == ["id,state,due,extension_notice_by", ANSWER, ANSWER]
    lines = [line for line in faults.splitlines() if line]
    assert len(lines) == len(bad) + len(more)
    for number, column in enumerate(bad, start=3):
        assert lines[number - 3].startswith(f"line {number}, column {column}: ")
    assert lines[7].startswith("line 10, column received: 31 December 1899 is out of range.")
    assert lines[9].startswith("line 12, column rule: this row has 3 fields")


@pytest.mark.parametrize(
    ("table", "status", "out", "fault"),
    [
        (b"\xef\xbb\xbf" + f"{COLUMNS}\r\n{GOOD}\r\n".encode(), 0, [ANSWER], ""),
        (f"{COLUMNS},note\n{GOOD},\xe9t\xe9\n".encode("latin-1"), 0, [ANSWER], ""),
        (f'{COLUMNS},note\n{GOOD},"two\nlines"\n{GOOD}x,\n'.encode(), 1, [ANSWER], "line 4, column extended"),
        (f"{COLUMNS}\n{GOOD}\n{'w' * 200_000}\n{GOOD}\n".encode(), 1, [ANSWER, ANSWER], "line 3, column id"),
        (f"{COLUMNS}\nnul\x00{GOOD}\n".encode(), 0, [f"nul\x00{ANSWER}"], ""),
        (b"id,received\na,2026-02-10\n", 1, [], "line 1: these columns are missing: jurisdiction, rule"),
        (b"", 1, [], "line 1: these columns are missing: id"),
        (f"{COLUMNS}\n".encode(), 0, [], ""),
    ],
)
def test_tables_of_every_kind(table: bytes, status: int, out: list[str], fault: str) -> None:
    found = run("--csv", "-", table=table)
    assert found[0] == status, found[2]
    assert found[1].splitlines()[1:] == out
    assert found[2].startswith(fault)
    assert bool(found[2]) == bool(fault)


def test_one_set_of_facts_prints_its_steps() -> None:
    status, out, _faults = run(
        *("--received", "2026-11-24", "--identity-requested", "2026-11-25"),
        *("--identity-received", "2026-11-27", "--pause-from", "2026-12-07", "--pause-to", "2026-12-11"),
        *("--promise-days", "28", "--today", "2026-12-12"),
    )
    assert status == 0
    assert out.startswith("Why 4 January 2027 (Monday)\n")
    assert "5 days do not count. [UK GDPR Art. 12A]" in out
    assert "Target: 30 December 2026 (Wednesday)" in out
    assert "Last instant: 2027-01-04T23:59:59Z" in out


R = ("--received", "2026-06-10")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--received", "2026-02-30"), "is not a date that exists"),
        (("--received", "1899-01-01"), "out of range"),
        (("--received", "2200-01-01"), "out of range"),
        ((), "The day of receipt is missing"),
        ((*R, "--jurisdiction", "uk"), "not a place whose law we know"),
        ((*R, "--identity-received", "2026-06-11"), "it was never asked for"),
        ((*R, "--pause-from", "2026-06-09"), "before the request arrived"),
        ((*R, "--pause-from", "2026-06-12", "--pause-to", "2026-06-11"), "cannot end"),
        ((*R, "--pause-from", "2026-07-11"), "after the time was over"),
        ((*R, "--right", "erasure", "--pause-from", "2026-06-12"), "only for a request for access"),
        ((*R, "--extended", "2", "--extended", "1"), "The law allows one extension"),
        ((*R, "--extended", "yes", "--notified", "2026-07-11"), "is too late"),
        (("--csv", "table.csv"), "standard input only"),
    ],
)
def test_bad_facts_are_refused_with_a_sentence(
    options: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("deadline", *options)
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert told.out == ""
    assert sentence in told.err
