"""Start the trial's servers and the processes of the Procfile, and stop all of them at the end."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO

from config.embedded import APP, OWNER, Postgres, Redis
from config.trial import command, pango, processes, secrets, serving

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TRIAL_FOLDER") or ROOT / "var" / "trial").resolve()
DATABASE = "article12"
#: What works on jobs starts when the office stands: until then its stories do their own.
WORKERS = ("worker", "beat")


class TrialError(Exception):
    """The trial cannot start; the text says what to do."""


def run() -> int:
    """Run the trial until Ctrl-C, SIGTERM or until one of its processes ends; answer the exit code."""
    port = _port()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("a+") as lock, ExitStack() as to_stop:
        _hold(lock)
        to_stop.callback(lambda: processes.end(processes.left_behind(FOLDER)))
        try:
            processes.end(processes.left_behind(FOLDER))
            _check_port(port)
            environ = _environment(port, to_stop)
            _say(pango.ensure())
            # The databases that the product only reads are filled meanwhile, on another core.
            sources = _begun(environ, "seed_trial", "--databases")
            to_stop.callback(sources.terminate)
            _manage(environ, "migrate", "-v0")
            signs = _manage(environ, "seed_trial", "--people")
            serving_as = {name: value for name, value in environ.items() if name != "DATABASE_OWNER_URL"}
            kept = command.remember(FOLDER, serving_as, dict(os.environ))
            to_stop.callback(kept.unlink, missing_ok=True)
            started: list[subprocess.Popen[bytes]] = []
            to_stop.callback(serving.stop, started)
            started.append(serving.start(ROOT, serving_as, "web"))
            _wait_for_the_first_page(port, started[0])
            _ended(sources, "seed_trial")
            filled = _manage(environ, "seed_trial")
            started.append(serving.start(ROOT, serving_as, *WORKERS))
            _greet(port, signs, filled)
            code = serving.until_one_ends(started)
            _say("One of web, worker and beat ended; its last lines are above.")
            return code
        except KeyboardInterrupt:
            return 0
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            _say(f"Stopping; the data stays in {FOLDER}.")


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise TrialError(f"PORT is {text!r}: give a number from 1 to 65535, as in `make run PORT=8001`.")
    return int(text)


def _hold(lock: IO[str]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        number = lock.read().strip() or "unknown"
        raise TrialError(
            f"A trial already runs from this folder (process {number}): press Ctrl-C in its terminal first."
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise TrialError(f"Port {port} needs privileges: choose another, `make run PORT=8001`.") from None
        except OSError:
            raise TrialError(
                f"Port {port} is in use: stop what uses it, or run `make run PORT={port % 65535 + 1}`."
            ) from None


def _environment(port: int, to_stop: ExitStack) -> dict[str, str]:
    """Answer the environment of the trial, having started PostgreSQL and Redis where none are given."""
    values = secrets.load(FOLDER / "env")
    environ = os.environ | {
        "A12_ENV": "trial",
        processes.MARK: str(FOLDER),
        "SECRET_KEY": values["SECRET_KEY"],
        "MASTER_KEYS": values["MASTER_KEYS"],
        "BASE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
        "FILES_ROOT": str(FOLDER / "files"),
        "TRIAL_MAIL_DIR": str(FOLDER / "mail"),
        "PORT": str(port),
        "WEB_BIND": "127.0.0.1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    for name in ("files", "mail", "delivered"):
        (FOLDER / name).mkdir(mode=0o700, exist_ok=True)
    (ROOT / "var" / "static").mkdir(parents=True, exist_ok=True)
    environ.setdefault("LOG_LEVEL", "WARNING")
    environ.setdefault("ALLOWED_SOURCE_FOLDERS", str(FOLDER / "delivered"))
    environ.setdefault("EMAIL_URL", f"filemail:///{FOLDER / 'mail'}")
    if "DATABASE_URL" not in os.environ:
        environ |= _start_postgres(secrets.passwords(values), to_stop)
    if "REDIS_URL" not in os.environ:
        broker = Redis(FOLDER / "redis")
        to_stop.callback(broker.stop)
        broker.start()
        environ["REDIS_URL"] = broker.url
    return environ


def _start_postgres(passwords: dict[str, str], to_stop: ExitStack) -> dict[str, str]:
    server = Postgres(FOLDER / "pg", FOLDER / "sockets", passwords)
    to_stop.callback(server.stop)
    server.start()
    for role in (OWNER, APP):
        server.ensure_role(role)
    server.ensure_database(DATABASE, OWNER)
    server.grant_application(DATABASE)
    addresses = {
        "DATABASE_URL": server.url(APP, DATABASE),
        "DATABASE_OWNER_URL": server.url(OWNER, DATABASE),
        "ALLOWED_SOURCE_HOSTS": str(server.sockets),
    }
    for database in secrets.SOURCES:
        name, owner, reader = f"TRIAL_{database.upper()}", f"{database}_owner", f"{database}_reader"
        for role in (owner, reader):
            server.ensure_role(role)
        server.ensure_database(database, owner)
        server.grant_reading(database, owner, reader)
        addresses |= {
            f"{name}_OWNER_URL": server.url(owner, database),
            f"{name}_URL": server.url(reader, database),
        }
    return addresses


def _manage(environ: dict[str, str], *arguments: str) -> str:
    """Run a command of manage.py, and answer what it said."""
    _say(f"manage.py {arguments[0]} ...")
    return _ended(_begun(environ, *arguments), arguments[0])


def _begun(environ: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    """Begin a command of manage.py in its own session, so that Ctrl-C reaches it through us alone."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        cwd=ROOT,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _ended(child: subprocess.Popen[str], name: str) -> str:
    """Wait until a command has ended, and answer what it said; TrialError where it failed."""
    with child:
        try:
            output, _ = child.communicate()
        except KeyboardInterrupt:
            child.terminate()
            raise
    if child.returncode:
        raise TrialError(f"manage.py {name} failed:\n{output}")
    return output


def _wait_for_the_first_page(port: int, web: subprocess.Popen[bytes]) -> None:
    """Tell when the site is open; the office is filled after that, which takes a minute."""
    base = f"http://127.0.0.1:{port}"
    if not serving.opened(base, web):
        raise TrialError("The web process did not come up; its last lines are above.")
    _say(f"\n{base}/ answers. The demo office is still being filled; sign-ins follow in about a minute.\n")


def _greet(port: int, signs: str, filled: str) -> None:
    """Print the addresses and the demo sign-ins."""
    base = f"http://127.0.0.1:{port}"
    lines = ["", "Article 12 runs as a trial (invented data, never for real requests).", ""]
    lines += [
        f"  Public form   {base}/",
        f"  The desk      {base}/desk/",
        f"  Outgoing mail {base}/trial/mail/",
    ]
    said = [*filled.strip().splitlines(), *signs.strip().splitlines()]
    lines += ["", *(f"  {line}" for line in said), "", "  Ctrl-C stops everything.", ""]
    _say("\n".join(lines))


def _say(text: str) -> None:
    """Tell the person at the keyboard, who may have closed the terminal."""
    with suppress(OSError):
        if text:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()
