"""The pages: all is escaped, every link leads to a member, nothing is remote, nothing idly promised."""

import json
import posixpath
from urllib.parse import unquote, urlsplit

import pytest
from django.utils.translation import get_language, override

from exports.package import NotCoveredLine, PackageFile, SourceLine, WithheldLine, write_package
from exports.package.colours import accent_rule, contrast
from tests.exports.package.plans import AS_OF, chunks_of, columns, full_plan, order_set, plan, record_set
from tests.exports.package.reading import Table, opened, written

SENTINEL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7|add:7 }}{% load x %}"


def _pages(members: dict[str, bytes]) -> dict[str, Table]:
    return {name: Table(content) for name, content in members.items() if name.endswith(".html")}


def test_links_lead_to_members_and_nothing_is_remote() -> None:
    files = tuple(
        PackageFile(f"scans/page {n} #1?.pdf", f"Page {n}", "application/pdf", chunks_of(b"%PDF", 2))
        for n in range(450)
    )
    members = opened(written(full_plan(files=files)))
    reached = set()
    for name, page in _pages(members).items():
        for address in page.addresses:
            parts = urlsplit(address)
            assert parts.scheme in {"", "mailto"}
            assert not parts.netloc
            if parts.scheme == "" and parts.path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                assert target in members, (name, address)
                reached.add(target)
    described = {name for name in members if name.endswith((".csv-metadata.json", ".schema.json"))}
    assert set(members) - reached - described == set()
    assert b"http" not in members["assets/package.css"]
    assert b"http" not in members["assets/filter.js"]


def test_a_sentinel_in_every_field_stays_text() -> None:
    hostile = full_plan(
        controller_name=SENTINEL,
        dpo_contact=SENTINEL,
        reference=SENTINEL,
        case_label=SENTINEL,
        title=SENTINEL,
        record_sets=(
            record_set(
                lambda: [[SENTINEL, 1]],
                dataset=SENTINEL,
                collection=SENTINEL,
                title=SENTINEL,
                system_title=SENTINEL,
                columns=columns(SENTINEL, "n"),
            ),
        ),
        files=(PackageFile(SENTINEL, SENTINEL, SENTINEL, chunks_of(b"x", 1)),),
        not_covered=(NotCoveredLine(SENTINEL, SENTINEL),),
        withheld=(WithheldLine(SENTINEL, SENTINEL, 1),),
        sources=(SourceLine(SENTINEL, SENTINEL, SENTINEL, None, None, SENTINEL, 1),),
    )
    pages = _pages(opened(written(hostile)))
    assert len(pages) == 2
    for page in pages.values():
        assert page.tags.count("script") <= 1
        assert "img" not in page.tags
        assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    table = next(page for name, page in pages.items() if name.startswith("pages/"))
    assert table.rows == [[SENTINEL, "1"]]


def test_the_manifest_tells_sources_and_what_is_not_here() -> None:
    manifest = json.loads(opened(written(full_plan()))["manifest.json"])
    assert manifest["as_of"] == "2026-12-21T09:30:00Z"
    assert "notice" not in manifest
    assert [s["map_version"] for s in manifest["sources"]] == ["3", "1"]
    assert [line["what"] for line in manifest["not_covered"]] == ["Payroll", "Backups"]
    assert manifest["withheld"][0]["items"] == 7
    assert [s["rows"] for s in manifest["record_sets"]] == [1, 1214, 186, 0]
    assert [f["size"] for f in manifest["files"]] == [90_000, 10]


def test_a_rehearsal_says_so_everywhere() -> None:
    members = opened(written(full_plan(5, rehearsal=True)))
    mark = b"Rehearsal: not an answer"
    assert json.loads(members["manifest.json"])["notice"] == mark.decode()
    texts = [name for name in members if name.endswith((".html", ".txt"))]
    assert all(mark in members[name] for name in texts)
    assert mark not in opened(written(full_plan(5)))["index.html"]


def test_nothing_is_called_complete_when_nothing_is_listed_as_missing() -> None:
    page = opened(written(plan()))["index.html"].decode()
    assert "What is not here" in page
    assert "There are no tables" in page
    for promise in ("nothing was withheld", "complete", "everything we hold"):
        assert promise not in page.lower()


def test_the_reader_of_the_stream_keeps_its_own_language() -> None:
    with override("fr"):
        for _ in write_package(full_plan(500, language="en")):
            assert get_language() == "fr"


def test_a_page_shows_its_language_and_what_columns_mean_once() -> None:
    members = opened(written(plan(language="de", record_sets=(order_set(1_001),))))
    assert b'<html lang="de" dir="ltr">' in members["index.html"]
    assert b'id="columns"' in members["pages/crm/orders/1.html"]
    assert b'id="columns"' not in members["pages/crm/orders/2.html"]
    assert b'<th scope="col" class="n">order_id</th>' in members["pages/crm/orders/3.html"]


@pytest.mark.parametrize("accent", ["#0b5c5a", "#ffee00", "#000000", "#ffffff", "#d01050"])
def test_any_accent_can_be_read(accent: str) -> None:
    solid, light, dark = (part.partition(":")[2] for part in accent_rule(accent)[6:-2].split(";"))
    assert contrast(solid, "#ffffff") >= 4.5
    assert min(contrast(light, paper) for paper in ("#ffffff", "#f7f5f0", "#fbf9f5")) >= 4.5
    assert min(contrast(dark, paper) for paper in ("#121615", "#1a201f", "#202726")) >= 4.5


def test_dates_are_aware_in_the_readme() -> None:
    readme = opened(written(full_plan()))["README.txt"].decode()
    assert f"{AS_OF:%-d %B %Y}" in readme
    assert "&#x27;" not in readme
    assert "index.html" in readme
