"""A package with silent decisions is, part by part, that of a source which never held what they hide."""

import zipfile
from collections.abc import Callable

import pytest

from dsar.enums import Role
from dsar.models import Case
from exports.models import Package
from exports.services import release, search
from exports.services.material import of_case
from tests.exports.services.answering import text_of
from tests.exports.services.conftest import Shop
from tests.exports.services.reading import opened, whole_text
from tests.exports.services.test_decisions import of
from tests.exports.services.test_silence import REASON, SILENCE, record_of, silently
from tests.factories.office import NOW, staff
from tests.factories.road import in_review, searched, work_off

pytestmark = pytest.mark.slow

_PLANTED = """
UPDATE orders SET what = 'QQROWQQ ' || id WHERE id IN (4, 5, 600);
UPDATE scans SET content = 'QQFILEQQ'::bytea WHERE id = 1;
"""


def some_rows_and_a_file(case: Case) -> None:
    (orders,), (first, _second) = of(case, "orders"), of(case, "scans", files=True)
    silently(orders, [3, 4, 599])
    silently(first)


def a_whole_record_set(case: Case) -> None:
    (orders,) = of(case, "orders")
    silently(orders, [3, 4, 599])
    for each in of_case(case):
        if each.record_set == "scans":
            silently(each)


def package_of(case: Case) -> tuple[Package, zipfile.ZipFile, str]:
    said = text_of(case)
    package = release.under_review(in_review(case))
    return package, opened(package), said


@pytest.mark.parametrize(
    ("decide", "never"),
    [
        (
            some_rows_and_a_file,
            "DELETE FROM orders WHERE id IN (4, 5, 600); UPDATE scans SET content = NULL WHERE id = 1",
        ),
        (
            a_whole_record_set,
            "DELETE FROM orders WHERE id IN (4, 5, 600); DELETE FROM scans WHERE person_id = 1",
        ),
    ],
)
def test_every_part_is_as_if_it_had_never_been_there(
    case: Case, shop: Shop, decide: Callable[[Case], None], never: str
) -> None:
    shop.execute(_PLANTED)
    found = searched(case)
    decide(found)
    package, silent, letter = package_of(found)
    for mark in ("QQROWQQ", "QQFILEQQ", REASON, SILENCE.because, SILENCE.second_opinion):
        assert mark not in whole_text(silent)
        assert mark not in letter
    assert "QQROWQQ" in record_of(package), "what was kept back is kept inside, whole"

    release.return_to_preparer(found, reason="Made anew.", actor=staff(Role.DPO), now=NOW)
    shop.execute(never)
    (collection,) = search.current(found)
    search.again(Case.objects.get(pk=found.pk), collection.source, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    _again, plain, plain_letter = package_of(Case.objects.get(pk=found.pk))

    assert letter == plain_letter
    assert silent.namelist() == plain.namelist()
    parts = ("README.txt", "index.html", "manifest.json", ".csv", "-metadata.json", ".jsonl", ".schema.json")
    assert all(any(name.endswith(part) for name in silent.namelist()) for part in parts)
    assert [name for name in silent.namelist() if silent.read(name) != plain.read(name)] == []
