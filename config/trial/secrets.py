"""The secrets of a trial: made once, kept in a file that only its owner reads."""

import base64
import os
import secrets
from pathlib import Path

from config.embedded import APP, OWNER

#: the databases of the demo's controllers; of each one role owns it and another may only read it
SOURCES = ("crm", "hr", "rowan", "hawthorn", "sycamore", "linden")
ROLES = ("postgres", OWNER, APP, *(f"{name}_{role}" for name in SOURCES for role in ("owner", "reader")))


def _fresh() -> dict[str, str]:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    values = {"SECRET_KEY": secrets.token_urlsafe(64), "MASTER_KEYS": f"trial-1:{key}"}
    return values | {f"PASSWORD_{role}": secrets.token_urlsafe(24) for role in ROLES}


def load(path: Path) -> dict[str, str]:
    """Read the secrets in ``path``, having made those that are missing; the file has mode 600."""
    kept: dict[str, str] = {}
    if path.exists():
        lines = path.read_text().splitlines()
        kept = dict(line.split("=", 1) for line in lines if "=" in line)
    values = _fresh() | kept
    if values != kept:
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.writelines(f"{name}={value}\n" for name, value in values.items())
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    path.chmod(0o600)
    return values


def passwords(values: dict[str, str]) -> dict[str, str]:
    """Answer the password of each database role."""
    return {role: values[f"PASSWORD_{role}"] for role in ROLES}
