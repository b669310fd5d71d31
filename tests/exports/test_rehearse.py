"""`manage.py rehearse` writes a whole package or says exactly what it could not give, whatever it gets."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from exports.package import verify_package
from tests.exports.package.reading import Table, csv_rows, json_rows, opened
from tests.exports.sources.maps import data_map
from tests.support.rounds import size

ROOT = Path(__file__).resolve().parents[2]
MAP = data_map({"people": ["id pk", "email =email", "note"], "orders": ["id pk", "person_id <people.id"]})
Run = Callable[..., dict[str, bytes]]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A database file with Jane, Bob, and somebody with a quote in her address."""
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE TABLE people (id integer PRIMARY KEY, email text, note text);"
            "CREATE TABLE orders (id integer PRIMARY KEY, person_id int);"
            "INSERT INTO people VALUES (1, 'jane@example.org', '=1+1'), (2, 'bob@example.org', 'b'),"
            " (3, 'o''hara@example.org', 'o'), (4, '', NULL);"
            "INSERT INTO orders VALUES (1, 1), (2, 2), (3, 1), (4, 3);"
            "CREATE TABLE forgotten (id int);"
        )
    connection.close()
    (tmp_path / "map.yml").write_text(MAP)
    return path


@pytest.fixture
def run(shop: Path) -> Run:
    """Runs the command; answers the members of the package it wrote."""

    def rehearse(identity: str = "email=jane@example.org", **more: list[str]) -> dict[str, bytes]:
        output = shop.parent / "out.zip"
        options = {
            "dataset": [str(shop.parent / "map.yml")],
            "database-url": [f"sqlite://{shop}"],
            "identity": [identity],
            "output": [str(output)],
        } | {name.replace("_", "-"): values for name, values in more.items()}
        call_command("rehearse", *(f"--{name}={value}" for name in options for value in options[name]))
        content = output.read_bytes()
        assert verify_package(lambda: io.BytesIO(content)) == []
        return opened(content)

    return rehearse


def refused(run: Run, capsys: pytest.CaptureFixture[str], **more: object) -> str:
    """What the command says when it writes nothing."""
    with pytest.raises(SystemExit) as ended:
        run(**more)
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


def test_it_writes_what_the_person_would_get(
    run: Run, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    members = run()
    assert csv_rows(members["data/shop/people.csv"]) == [
        ["id", "email", "note"],
        ["1", "jane@example.org", "'=1+1"],
    ]
    assert json_rows(members["data/shop/orders.jsonl"]) == [
        {"id": 1, "person_id": 1},
        {"id": 3, "person_id": 1},
    ]
    assert Table(members["pages/shop/people/1.html"]).rows == [["1", "jane@example.org", "=1+1"]]
    manifest = json.loads(members["manifest.json"])
    assert (manifest["notice"], manifest["rehearsal"]) == ("Rehearsal: not an answer", True)
    assert "Rehearsal: not an answer" in members["index.html"].decode()
    assert manifest["not_covered"] == [{"what": "table forgotten", "why": "It is not in the data map."}]
    assert manifest["sources"][0]["rows"] == 3
    assert "3 rows, 0 files" in capsys.readouterr().out


def test_it_needs_no_environment_no_database_and_no_broker(shop: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, str(ROOT / "manage.py"), "rehearse", "--dataset", "map.yml"),
            *("--database-url", "sqlite:///shop.db", "--identity", "email=jane@example.org"),
            *("--output", "out.zip"),
        ],
        cwd=shop.parent,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 rows" in done.stdout
    with zipfile.ZipFile(shop.parent / "out.zip") as archive:
        assert "data/shop/orders.csv" in archive.namelist()


def test_only_its_owner_can_read_the_file(run: Run, shop: Path) -> None:
    output, elsewhere = shop.parent / "out.zip", shop.parent / "elsewhere"
    elsewhere.write_text("mine")
    output.symlink_to(elsewhere)
    before = os.umask(0)
    try:
        run()
    finally:
        os.umask(before)
    assert output.stat(follow_symlinks=False).st_mode & 0o777 == 0o600
    assert elsewhere.read_text() == "mine"
    run()
    assert [path.name for path in shop.parent.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.parametrize(
    ("identity", "ids"),
    [
        ("email=o'hara@example.org", ["3"]),
        ("email=JANE@example.org", ["1"]),
        ("email=jane@example.org' OR '1'='1", []),
        ('email="; DROP TABLE people; --', []),
        ("phone=1", []),
    ],
)
def test_an_identity_with_a_quote_is_only_an_identity(run: Run, identity: str, ids: list[str]) -> None:
    members = run(identity)
    rows = csv_rows(members["data/shop/people.csv"])[1:] if "data/shop/people.csv" in members else []
    assert [row[0] for row in rows] == ids


@pytest.mark.parametrize("identity", ["", "email", "email=", "name=x", "=x", "email= "])
def test_an_identity_that_is_none(run: Run, capsys: pytest.CaptureFixture[str], identity: str) -> None:
    assert "An identity looks like email=jane@example.org" in refused(run, capsys, identity=identity)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "A data map is a YAML map"),
        ("- a\n- b\n", "A data map is a YAML map"),
        ("dataset: 7", "at least one dataset"),
        ("a: [", "Line 1: This is not YAML"),
        ("a: &a [*a]", "repeats parts of itself"),
        ("\0", "This is not YAML"),
        ("!!python/object/apply:os.system ['true']", "A data map is a YAML map"),
        (data_map({"people": ["id"]}), "No field is marked as an identity"),
        (data_map({"people": ["email =email", "x <gone.id"]}), "the map has no collection “shop.gone”"),
    ],
)
def test_yaml_that_is_no_map(
    run: Run, shop: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    (shop.parent / "map.yml").write_text(text)
    assert says in refused(run, capsys)
    assert not (shop.parent / "out.zip").exists()


def test_a_map_that_is_not_text_or_not_there(
    run: Run, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop.parent / "map.yml").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in refused(run, capsys)
    (shop.parent / "map.yml").unlink()
    assert "cannot be read" in refused(run, capsys)
    assert "cannot be read" in refused(run, capsys, dataset=[str(shop.parent)])
    assert "one --database-url for each --dataset" in refused(run, capsys, database_url=["sqlite:///a"] * 2)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("oracle://x", "begins with nothing known here"),
        ("", "begins with nothing known here"),
        ("sqlite:///no/such/file.db", "There is no file"),
        ("postgresql://a:s3cret@127.0.0.1:1/b", "cannot be reached"),
        ("mysql://a:s3cret@127.0.0.1:1/b", "cannot be reached"),
        ("postgresql://a:s3cret@no-such-host.invalid/b", "No address is known"),
        ("mysql://a:s3cret@[::1/b", "cannot be read"),
        ("csv:///no/such/folder", "There is no folder"),
    ],
)
def test_databases_that_cannot_be_reached(
    run: Run, capsys: pytest.CaptureFixture[str], address: str, says: str
) -> None:
    said = refused(run, capsys, database_url=[address])
    assert says in said
    assert "s3cret" not in said


def test_a_table_and_a_column_that_are_not_there(
    run: Run, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop.parent / "map.yml").write_text(data_map({"people": ["email =email"], "gone": ["x <people.email"]}))
    assert "names the table “gone”, but the database has none" in refused(run, capsys)
    (shop.parent / "map.yml").write_text(data_map({"people": ["email =email", "nick"]}))
    assert "names “nick” in the table “people”" in refused(run, capsys)


def test_a_reference_to_another_database_is_listed(run: Run, shop: Path) -> None:
    text = (shop.parent / "map.yml").read_text().replace("dataset: shop", "dataset: archive")
    (shop.parent / "map.yml").write_text(text)
    said = json.loads(run()["manifest.json"])["not_covered"]
    (gap,) = [each for each in said if "refers to" in each["what"]]
    assert gap["what"] == "what shop.orders.person_id refers to in archive.people.id"
    assert "searches each database by itself" in gap["why"]


def test_text_that_is_not_utf8_is_said_with_its_table(
    run: Run, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(shop) as connection:
        connection.execute("UPDATE people SET note = CAST(x'4dff' AS TEXT) WHERE id = 1")
    assert "Table “people”: The source holds text that is not UTF-8." in refused(run, capsys)


@pytest.mark.parametrize("output", ["/no/such/folder/out.zip", ".", "{shop}/out.zip"])
def test_where_nothing_can_be_written(
    run: Run, shop: Path, capsys: pytest.CaptureFixture[str], output: str
) -> None:
    said = refused(run, capsys, output=[output.format(shop=shop)])
    assert "cannot be written" in said or "is a folder" in said


def test_a_source_that_fails_leaves_the_rest_and_stands_out(
    run: Run, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = shop.parent / "other.yml"
    other.write_text(
        MAP.replace("fides_key: shop", "fides_key: old\n  name: The archive").replace("shop", "old")
    )
    with pytest.raises(SystemExit) as ended:
        run(
            dataset=[str(shop.parent / "map.yml"), str(other)],
            database_url=[f"sqlite://{shop}", "sqlite:///gone.db"],
        )
    assert ended.value.code == 1
    assert capsys.readouterr().err == "The archive: There is no file at the address of the source.\n"
    with zipfile.ZipFile(shop.parent / "out.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert [(source["name"], source["state"]) for source in manifest["sources"]] == [
        ("shop", "done"),
        ("The archive", "failed"),
    ]
    assert {"what": "The archive", "why": "There is no file at the address of the source."} in manifest[
        "not_covered"
    ]


def test_files_get_names_that_are_safe_anywhere(run: Run, shop: Path) -> None:
    names = ["../../etc/passwd", "n" * 300 + ".pdf", "C:\\x.exe", "con.txt", "a\0b", "", "same", "same"]
    with sqlite3.connect(shop) as connection:
        connection.execute(
            "CREATE TABLE scans (id integer PRIMARY KEY, person int, file_name text, body blob)"
        )
        connection.executemany(
            "INSERT INTO scans VALUES (?, 1, ?, ?)",
            [(place, name, bytes([place]) * 3_000_000) for place, name in enumerate(names)],
        )
    fields = {
        "people": ["id pk", "email =email"],
        "scans": ["id pk", "person <people.id", "file_name", "body"],
    }
    (shop.parent / "map.yml").write_text(data_map(fields))
    members = run()
    paths = [row["body"] for row in json_rows(members["data/shop/scans.jsonl"])]
    assert [members[path][:2] for path in paths] == [bytes([place]) * 2 for place in range(len(names))]
    for path in paths:
        assert ".." not in path
        assert "\\" not in path
        assert len(path.rpartition("/")[2]) <= 120


@pytest.mark.slow
def test_a_text_of_50_megabytes_is_whole(run: Run, shop: Path) -> None:
    with sqlite3.connect(shop) as connection:
        connection.execute("UPDATE people SET note = ? WHERE id = 1", ("long, " * 8_700_000,))
    (row,) = json_rows(run()["data/shop/people.jsonl"])
    assert row["note"] == "long, " * 8_700_000


def test_production_wants_a_reason_and_logs_it(
    run: Run, capsys: pytest.CaptureFixture[str], settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.A12_ENV = "production"
    assert "say why with --reason" in refused(run, capsys)
    assert caplog.text == ""
    run(reason=["New map\nof the shop"])
    (line,) = caplog.messages
    assert "of shop (" in line
    assert line.endswith("), searched by email: New map of the shop")
    assert "jane" not in line


@pytest.mark.slow
def test_a_large_file_streams_into_the_package(shop: Path) -> None:
    length = size(64_000_000, 300_000_000, 4_300_000_000)
    folder = shop.parent / "calls" / "C-7"
    folder.mkdir(parents=True)
    with (folder / "call.wav").open("wb") as file:
        file.truncate(length)
        file.seek(length - 3)
        file.write(b"end")
    (shop.parent / "map.yml").write_text(
        "fides_key: calls\nfides_meta: {namespace: {files: '{customer_number}/*'}}\ncollections:\n"
        "  - name: recordings\n    fields:\n"
        "      - {name: customer_number, fides_meta: {identity: customer_number}}\n"
        "      - {name: name}\n      - {name: size}\n      - {name: content}\n"
    )
    output = shop.parent / "out.zip"
    call_command(
        "rehearse",
        f"--dataset={shop.parent}/map.yml",
        f"--database-url=folder://{shop.parent}/calls",
        "--identity=customer_number=C-7",
        f"--output={output}",
    )
    assert verify_package(lambda: output.open("rb")) == []
    with zipfile.ZipFile(output) as archive:
        (row,) = json_rows(archive.read("data/calls/recordings.jsonl"))
        assert row["size"] == archive.getinfo(row["content"]).file_size == length
