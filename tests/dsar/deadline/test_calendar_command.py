"""`manage.py calendar`: shown, changed, listed, moved, refused."""

from datetime import date

import pytest
from django.core.management import call_command

from dsar.models import Case
from tests.dsar.deadline.conftest import told

Said = pytest.CaptureFixture[str]


def test_add_lists_and_apply_moves(case: Case, capsys: Said) -> None:
    call_command("calendar", "alder", "add", "2026-12-24", name="Office closed")
    out = capsys.readouterr().out
    assert f"{case.reference}  2026-12-24 -> 2026-12-29" in out
    assert "Nothing has moved. To move them: apply 2" in out
    assert told(case) == ("running", date(2026, 12, 24))
    call_command("calendar", "alder", "apply", "2")
    assert "Dates moved: 1" in capsys.readouterr().out
    assert told(case) == ("running", date(2026, 12, 29))
    call_command("calendar", "alder", "show")
    assert "2026-12-24  Office closed (own day)" in capsys.readouterr().out
    call_command("calendar", "alder", "remove", "2026-12-24")
    assert f"{case.reference}  2026-12-29 -> 2026-12-24" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nobody", "show"), "no controller"),
        (("alder", "add", "2026-02-30"), "not a date that exists"),
        (("alder", "add", "1899-01-01"), "out of range"),
        (("alder", "add", "2026-12-24"), "Say what the day is"),
        (("alder", "remove", "2026-12-24"), "no own day on that date"),
        (("alder", "refresh"), "installed lists already"),
        (("alder", "apply", "x"), "Say which version"),
        (("alder", "apply", "9"), "changed again meanwhile"),
    ],
)
def test_refused(case: Case, capsys: Said, arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("calendar", *arguments)
    assert ended.value.code == 1
    assert sentence in capsys.readouterr().err
