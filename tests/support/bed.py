"""One PostgreSQL for a whole test run, shared by the workers of pytest-xdist, with a migrated template."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from psycopg import sql

from config.embedded import APP, OWNER, Postgres
from config.embedded.processes import live_pid

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "var" / "testbed"
CACHED = 4
PREFIX = "a12-tests-"
#: What trials measured, in the folder of the run: one JSON line each.
FIGURES = "figures.jsonl"
TEMPLATE = "template_a12"
PASSWORDS = {"postgres": "test-superuser", OWNER: "test-owner", APP: "test-app"}


class Bed:
    """The folder of one test run and the PostgreSQL in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = Postgres(folder / "pg", folder / "s", PASSWORDS, durable=False)

    def ensure(self) -> None:
        """Start the server and migrate the template, once for all workers."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            ready = self.folder / "ready"
            if ready.exists():
                return
            kept = CACHE / _fingerprint()
            if kept.exists():
                _copy(kept, self.postgres.data)
            else:
                self._build()
                self.postgres.stop()
                _keep(self.postgres.data, kept)
            self.postgres.start()
            ready.touch()

    def clone(self, name: str) -> None:
        """Create ``name`` from the migrated template, with what it holds and who may what.

        Its files are copied: a template of eleven megabytes through the WAL takes half as long again.
        """
        with self.postgres.connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy OWNER {}").format(
                    *map(sql.Identifier, (name, TEMPLATE, OWNER))
                )
            )

    def drop(self, name: str) -> None:
        """Drop ``name`` with whoever is still connected to it."""
        with self.postgres.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Yield the name of a clone that is dropped afterwards."""
        name = f"c_{uuid.uuid4().hex[:12]}"
        self.clone(name)
        try:
            yield name
        finally:
            self.drop(name)

    def stop(self) -> None:
        """Stop the server, if it was ever started, and remove the folder."""
        if (self.folder / "pg").exists():
            self.postgres.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _build(self) -> None:
        self.postgres.start()
        for role in (OWNER, APP):
            self.postgres.ensure_role(role)
        self.postgres.ensure_database(TEMPLATE, OWNER)
        self.postgres.grant_application(TEMPLATE)
        self._migrate()

    def _migrate(self) -> None:
        result = subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--database=owner", "-v0", "--skip-checks"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_OWNER_URL": self.postgres.url(OWNER, TEMPLATE)},
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise RuntimeError(f"The migrations failed as the owner role:\n{result.stdout}\n{result.stderr}")


def _fingerprint() -> str:
    """Answer a name that changes with whatever shapes the migrated template."""
    digest = sha256(f"{sys.version} {os.geteuid()}".encode())
    sources = [ROOT / "requirements-dev.txt", ROOT / "config/settings.py", Path(__file__)]
    for app in ("dsar", "identity", "exports", "config"):
        for part in ("models", "migrations", "management", "embedded", "enums.py", "apps.py"):
            path = ROOT / app / part
            sources += sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.exists()
    for source in sources:
        digest.update(str(source).encode() + source.read_bytes())
    return digest.hexdigest()[:16]


def _copy(source: Path, target: Path) -> None:
    """Copy a data folder with its owner and modes; PostgreSQL must not be running in it."""
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)


def _keep(data: Path, kept: Path) -> None:
    """Keep a migrated data folder for the next runs, and only the newest few."""
    CACHE.mkdir(parents=True, exist_ok=True)
    part = CACHE / f"part-{os.getpid()}"
    _copy(data, part)
    try:
        part.rename(kept)
    except OSError:  # another run kept the same meanwhile
        shutil.rmtree(part, ignore_errors=True)
    with suppress(OSError):
        kept.touch()
    for old in sorted(CACHE.iterdir(), key=lambda path: path.stat().st_mtime)[:-CACHED]:
        shutil.rmtree(old, ignore_errors=True)


def new_folder() -> Path:
    """Make the folder of this run, after clearing those whose run is no longer alive."""
    for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if (old / "runner.pid").exists() and live_pid(old / "runner.pid") is None:
            Bed(old).stop()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)
    (folder / "runner.pid").write_text(str(os.getpid()))
    return folder


def environment(folder: Path, worker: str) -> dict[str, str]:
    """Answer the environment of one process of a test run: hermetic, with files no other process tidies away.

    `worker` is the name pytest-xdist gave the process. A test that lets weeks pass also lets the tidying
    remove what no row of its own database claims: in a shared folder, the files of the test beside it.
    """
    own = folder / worker
    return {
        "A12_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-tests-" + "s" * 50,
        "MASTER_KEYS": "test-1:" + "a2V5LW9mLTMyLWJ5dGVzLWZvci10aGUtdGVzdC1iZWQ=",
        "DATABASE_URL": Bed(folder).postgres.url(APP, "not_started"),
        "REDIS_URL": f"unix://{folder}/no-redis.sock?db=0",
        "EMAIL_URL": "memorymail://",
        "BASE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "FILES_ROOT": str(own / "files"),
        "TRIAL_MAIL_DIR": str(own / "mail"),
        "JOB_LEASE_SECONDS": "3",
        "JOB_SWEEP_SECONDS": "1",
        "INTAKE_FILL_SECONDS": "0",
        "LOG_LEVEL": "WARNING",
    }
