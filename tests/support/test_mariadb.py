"""A run without MariaDB says so loudly; a run with it stops the server it started."""

import io
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from config.embedded.processes import live_pid
from tests.support import mariadb


def test_a_run_without_mariadb_says_so_at_its_end(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.StringIO()
    reporter = TerminalReporter(pytestconfig, said)
    mariadb.pytest_terminal_summary(reporter)
    with_it = said.getvalue()
    monkeypatch.setattr(mariadb.shutil, "which", lambda *_, **__: None)
    mariadb.pytest_terminal_summary(reporter)
    assert "MariaDB WAS NOT TESTED" in said.getvalue().removeprefix(with_it)


def test_the_server_ends_with_its_folder(tmp_path: Path) -> None:
    if mariadb.program("mariadbd") is None:
        pytest.skip(mariadb.NOT_TESTED)
    found = mariadb.MariaDB(tmp_path / "m")
    found.ensure()
    assert found.execute("SELECT 1 + 1") == [(2,)]
    assert live_pid(found.folder / "pid") is not None
    pid = int((found.folder / "pid").read_text())
    found.stop()
    assert not found.folder.exists()
    assert not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text()
