"""Run a command of manage.py in the trial that is running: `python -m config.trial doctor --strict`."""

import json
import os
import subprocess
import sys
from pathlib import Path

NAME = "running.json"


def remember(folder: Path, environ: dict[str, str], before: dict[str, str]) -> Path:
    """Keep what the trial added to the environment, for its owner alone, while it runs."""
    path = folder / NAME
    path.unlink(missing_ok=True)
    added = {name: value for name, value in environ.items() if before.get(name) != value}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(added, out)
    return path


def run(folder: Path, root: Path, arguments: list[str]) -> int:
    """Run manage.py in the environment of the running trial; 1 when none runs."""
    path = folder / NAME
    if not path.exists():
        sys.stderr.write("No trial runs from this folder: start one with `make run`.\n")
        return 1
    added = json.loads(path.read_text())
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=root, env=os.environ | added, check=False).returncode
