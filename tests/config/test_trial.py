"""The parts of `make run`: secrets, ports, the lock, leftovers and the mailbox."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil
import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage, get_connection
from django.test import Client

from config.trial import processes, runner, secrets
from tests.support.bed import ROOT


def test_secrets_are_made_once_and_are_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "env"
    first = secrets.load(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert secrets.load(path) == first
    assert first["SECRET_KEY"] not in first["MASTER_KEYS"]
    assert len(set(secrets.passwords(first).values())) == len(secrets.ROLES)


def test_a_secret_that_a_newer_version_needs_is_added(tmp_path: Path) -> None:
    path = tmp_path / "env"
    path.write_text("SECRET_KEY=kept\n")
    values = secrets.load(path)
    assert values["SECRET_KEY"] == "kept"
    assert "MASTER_KEYS=" in path.read_text()


def test_a_port_in_use_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(runner.TrialError, match=f"Port {port} is in use.*PORT={port + 1}"):
            runner._check_port(port)
    runner._check_port(port)


@pytest.mark.parametrize("text", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(runner.TrialError, match="1 to 65535"):
        runner._port()


def test_a_second_trial_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with path.open("a+") as first, path.open("a+") as second:
        runner._hold(first)
        with pytest.raises(runner.TrialError, match=f"process {os.getpid()}"):
            runner._hold(second)
    with path.open("a+") as third:
        runner._hold(third)


def test_what_an_earlier_run_left_behind_is_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"]
    stray = subprocess.Popen(command, env=os.environ | {processes.MARK: str(tmp_path)})
    other = subprocess.Popen(command, env=os.environ | {processes.MARK: str(tmp_path / "other")})
    try:
        assert [process.pid for process in processes.left_behind(tmp_path)] == [stray.pid]
        processes.end(processes.left_behind(tmp_path), patience=0.5)
        assert processes.left_behind(tmp_path) == []
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()
        stray.kill()
        stray.wait()


@pytest.mark.urls("tests.config.trial_urls")
def test_the_mailbox_shows_what_left(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    settings.TRIAL_MAIL_DIR = tmp_path
    backend = "django.core.mail.backends.filebased.EmailBackend"
    with get_connection(backend, file_path=str(tmp_path)) as connection:
        for number in (1, 2):
            EmailMessage(
                f"Your code {number}",
                f"Grüße <b>12345678</b>\nhttps://rights.example.org/r/{number}",
                to=["ada@example.org"],
                connection=connection,
            ).send()
    page = client.get("/trial/mail/").text
    assert page.index("Your code 2") < page.index("Your code 1")
    link = page.split('href="/trial/mail/')[1].split('"')[0]
    shown = client.get(f"/trial/mail/{link}").text
    assert 'href="https://rights.example.org/r/2"' in shown
    assert "Grüße &lt;b&gt;12345678" in shown
    assert client.get("/trial/mail/../env-0/").status_code == 404


def test_there_is_no_mailbox_outside_a_trial(client: Client) -> None:
    assert client.get("/trial/mail/").status_code == 404


@pytest.mark.services
@pytest.mark.slow
def test_the_trial_runs_again_after_a_crash_keeps_its_data_and_leaves_nothing_running() -> None:
    with tempfile.TemporaryDirectory(prefix="a12-trial-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        try:
            first, port = _run_trial(folder, signal.SIGKILL)
            assert first.index("answers. The demo office is still being filled") < first.index("furnished in")
            assert processes.left_behind(folder), "the crash left web, worker and beat running"
            kept = (folder / "env").read_text()
            second, _ = _run_trial(folder, signal.SIGINT, port)
            assert (folder / "env").read_text() == kept
            assert _password(first) == _password(second)
            assert processes.left_behind(folder) == []
            assert not _still_there(folder)
        finally:
            processes.end(processes.left_behind(folder), patience=1)


def _password(output: str) -> str:
    (line,) = [line for line in output.splitlines() if "all with the password" in line]
    return line.split()[-1]


def _run_trial(folder: Path, how: signal.Signals, port: int = 0) -> tuple[str, int]:
    """Run a trial until it greets, look at its pages, end it by ``how``; answer its output and port."""
    if not port:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    log = folder / "output"
    values = os.environ | {"TRIAL_FOLDER": str(folder), "PORT": str(port)}
    for name in ("A12_ENV", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "LOG_LEVEL"):
        values.pop(name, None)
    with log.open("w") as out:
        child = subprocess.Popen(
            [sys.executable, "-m", "config.trial"], cwd=ROOT, env=values, stdout=out, stderr=out
        )
    try:
        # The whole office is told to the database first: a minute and a half alone, more beside other tests.
        deadline = time.monotonic() + 600
        while "Ctrl-C stops everything" not in log.read_text():
            assert child.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        for path in ("/", "/healthz", "/trial/mail/", "/accounts/login/"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as reply:
                assert reply.status == 200
        child.send_signal(how)
        assert child.wait(60) == (-signal.SIGKILL if how == signal.SIGKILL else 0), log.read_text()
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait(60)
    return log.read_text(), port


def _still_there(folder: Path) -> list[str]:
    """Answer the command lines of living processes that name the folder or work in it."""
    found = []
    for process in psutil.process_iter(["cmdline", "cwd", "status"]):
        line = " ".join(process.info["cmdline"] or [])
        inside = str(process.info["cwd"] or "").startswith(str(folder))
        if process.info["status"] != psutil.STATUS_ZOMBIE and (str(folder) in line or inside):
            found.append(line)
    return found
