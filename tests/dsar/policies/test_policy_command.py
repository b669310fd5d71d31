"""`manage.py policy`: load says each change, show writes the file again, check needs no database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from config.demo.office import POLICIES
from dsar.models import Controller
from tests.dsar.policies.samples import SMALLEST, example
from tests.support.databases import CommittedDatabase

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "aspen.toml"
    path.write_text(SMALLEST)
    return path


def policy(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The exit code of the command, what it said, and what it refused with."""
    code = 0
    try:
        call_command("policy", *words)
    except SystemExit as ended:
        code = int(str(ended.code))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.django_db
def test_load_then_again_then_changed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert policy(capsys, "load", str(file), "--dry-run") == (
        0,
        "aspen: a new controller, 1 systems\nA dry run: nothing was written.\n",
        "",
    )
    assert not Controller.objects.exists()
    code, said, _ = policy(capsys, "load", str(file))
    assert (code, said.splitlines()[-1]) == (
        0,
        "Loaded. Cases that are open keep the policy that they were opened with.",
    )
    assert policy(capsys, "load", str(file)) == (0, "Nothing changes.\n", "")
    file.write_text(SMALLEST.replace("chases = 2", "chases = 3"))
    assert policy(capsys, "load", str(file))[1].splitlines()[0] == "aspen: silence.chases: 2 -> 3"
    assert Controller.objects.get().policy_name == "aspen.toml"


@pytest.mark.django_db
def test_show_is_the_file_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    policy(capsys, "load", str(example("D")))
    code, shown, _ = policy(capsys, "show", "sycamore")
    assert code == 0
    again = tmp_path / "sycamore.toml"
    again.write_text(shown)
    policy(capsys, "load", str(again))
    assert (
        policy(capsys, "load", str(example("D")))[1]
        == "Loaded: the file is another one, and says the same.\n"
    )
    assert policy(capsys, "show", "sycamore")[1] == shown


@pytest.mark.django_db
def test_a_faulty_file_loads_nothing_and_ends_with_1(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(SMALLEST.replace("Europe/London", "Nowhere"))
    code, said, error = policy(capsys, "load", str(file))
    assert (code, said) == (1, "")
    assert error.startswith("aspen.toml: [controller] zone: “Nowhere” is not a time zone.")
    assert not Controller.objects.exists()


@pytest.mark.django_db
def test_show_of_nobody_says_who_there_is(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert policy(capsys, "show", "elm")[2] == "There is no controller “elm”. Known here: none yet.\n"
    policy(capsys, "load", str(file))
    assert policy(capsys, "show", "elm")[2] == "There is no controller “elm”. Known here: aspen.\n"


def test_check_needs_no_database() -> None:
    """A file is checked by a process whose database does not exist."""
    nowhere = os.environ | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    path = example("D")
    ran = subprocess.run(
        [sys.executable, "manage.py", "policy", "check", str(path)],
        cwd=ROOT,
        env=nowhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert f"{path.name}: nothing is wrong with it" in ran.stdout


@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.toml")), ids=lambda path: path.stem)
def test_check_of_the_examples(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the database fixture any query would fail."""
    assert policy(capsys, "check", str(path))[0] == 0


def test_the_application_role_loads_it(committed_db: CommittedDatabase, file: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "manage.py", "policy", "load", str(file)],
        cwd=ROOT,
        env=committed_db.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    with committed_db.as_app() as app:
        assert app.execute("SELECT slug FROM dsar_controller").fetchall() == [("aspen",)]
