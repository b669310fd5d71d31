"""Decisions on material: what is withheld leaves no trace in the package but that it was, and why."""

from collections.abc import Callable

import pytest

from dsar.enums import EventType, Role, Status
from dsar.models import Case, Event, Exemption
from dsar.services.errors import Refused
from exports.enums import Decision
from exports.models import Material, Withholding
from exports.services import material, prepare, release
from exports.services.material import decide, include_rest, of_case, rows_from
from tests.exports.services.conftest import ORDERS, Shop, connect
from tests.exports.services.reading import manifest, member, opened, whole_text
from tests.factories.office import NOW, staff
from tests.factories.road import in_review, searched, work_off

pytestmark = pytest.mark.slow

REASON = "It is about somebody else, who did not agree."


@pytest.fixture
def found(case: Case) -> Case:
    """The case after its search."""
    return searched(case)


def of(case: Case, record_set: str, *, files: bool = False) -> list[Material]:
    return [
        each for each in of_case(case) if each.record_set == record_set and (each.kind == "file") == files
    ]


def withhold(each: Material, rows: list[int] | None = None, reason: str = REASON) -> Material:
    decision = Decision.WITHHOLD if rows is None else Decision.WITHHOLD_ROWS
    ground = Exemption.objects.filter(rights__contains=["access"])[0]
    return decide(
        each,
        decision,
        actor=staff(Role.CASEWORKER),
        now=NOW,
        rows=rows or (),
        exemption=ground,
        reason=reason,
    )


def test_withheld_rows_are_gone_from_every_form_of_the_package(found: Case) -> None:
    (orders,) = of(found, "orders")
    assert orders.rows == ORDERS
    numbers = [0, 499, 500, 501, ORDERS - 1]
    secret = [f"parcel {row[0]}" for number, row in enumerate(rows_from(orders)) if number in numbers]
    assert len(secret) == 5
    withhold(orders, numbers)
    package = release.under_review(in_review(found))
    archive = opened(package)
    words = {
        word for name in archive.namelist() for word in _cells(archive.read(name).decode("utf-8", "replace"))
    }
    assert not words & set(secret)
    assert f"parcel {next(n for n in range(1, ORDERS) if f'parcel {n}' not in secret)}" in words
    assert len(member(archive, "orders.jsonl").splitlines()) == ORDERS - 5
    assert len(member(archive, "orders.csv").splitlines()) == ORDERS - 5 + 1
    listed = {each["collection"]: each["rows"] for each in manifest(archive)["record_sets"]}
    assert listed == {"people": 1, "orders": ORDERS - 5, "scans": 2}
    (held,) = manifest(archive)["withheld"]
    assert held["items"] == 5
    assert REASON in held["why"]


def _cells(text: str) -> set[str]:
    """The values in a text of JSON, CSV or HTML, near enough to tell “parcel 1” from “parcel 11”."""
    for mark in '<>",[]':
        text = text.replace(mark, "\n")
    return {line.strip() for line in text.splitlines()}


def test_a_whole_record_set_and_a_file_are_withheld(found: Case) -> None:
    (people,), (scan, _other) = of(found, "people"), of(found, "scans", files=True)
    withhold(people)
    withhold(scan)
    archive = opened(release.under_review(in_review(found)))
    listed = manifest(archive)
    assert {each["collection"] for each in listed["record_sets"]} == {"orders", "scans"}
    assert "sofia.lindqvist@example.org" not in whole_text(archive)
    assert len(listed["files"]) == 1
    assert sorted(each["items"] for each in listed["withheld"]) == [1, 1]


def test_what_was_withheld_is_kept_inside_with_its_ground(found: Case) -> None:
    from dsar.services import files
    from exports.models import Package

    (orders,) = of(found, "orders")
    withhold(orders, [3])
    package = Package.objects.get(pk=release.under_review(in_review(found)).pk)
    assert package.record is not None
    with files.open_reader(package.record) as reader:
        kept = b"".join(reader.chunks()).decode()
    assert "parcel 4" in kept
    assert REASON in kept


HALF: list[tuple[dict[str, object], str]] = [
    ({"exemption": None}, "Choose the exemption"),
    ({"reason": "  "}, "Say why the exemption applies"),
    ({"decision": Decision.UNDECIDED}, "Choose whether to include"),
    ({"decision": Decision.WITHHOLD_ROWS, "rows": []}, "Tick the rows"),
    ({"decision": Decision.WITHHOLD_ROWS, "rows": [ORDERS]}, "not there any more"),
    ({"decision": Decision.WITHHOLD_ROWS, "rows": [-1]}, "not there any more"),
]


def test_half_a_decision_is_refused_and_changes_nothing(found: Case) -> None:
    (orders,) = of(found, "orders")
    withhold(orders, [7])
    ground = Exemption.objects.filter(rights__contains=["access"])[0]
    for give, says in HALF:
        full = {"decision": Decision.WITHHOLD, "exemption": ground, "reason": REASON} | give
        with pytest.raises(Refused, match=says):
            decide(orders, full.pop("decision"), actor=staff(Role.CASEWORKER), now=NOW, **full)  # type: ignore[arg-type]
        orders.refresh_from_db()
        assert orders.decision == Decision.WITHHOLD_ROWS
        assert list(orders.withholdings.values_list("row", flat=True)) == [7]


def test_an_exemption_of_another_right_is_no_ground(found: Case) -> None:
    other = Exemption.objects.create(code="other", title="t", citation="c", rights=["erasure"])
    (orders,) = of(found, "orders")
    with pytest.raises(Refused, match="Choose the exemption"):
        decide(
            orders, Decision.WITHHOLD, actor=staff(Role.CASEWORKER), now=NOW, exemption=other, reason=REASON
        )


def test_a_decision_replaces_the_one_before(found: Case) -> None:
    (orders,) = of(found, "orders")
    withhold(orders, [1, 2, 3])
    withhold(orders)
    assert list(Withholding.objects.values_list("row", flat=True)) == [None]
    decide(orders, Decision.INCLUDE, actor=staff(Role.CASEWORKER), now=NOW)
    assert not Withholding.objects.exists()
    told = Event.objects.filter(type=EventType.MATERIAL_DECIDED).order_by("sequence")
    assert [event.data["decision"] for event in told] == ["withhold_rows", "withhold", "include"]
    assert [event.data["rows"] for event in told] == [3, None, None]
    assert REASON not in str([event.data for event in told])


def test_rows_are_withheld_and_given_free_page_by_page(found: Case) -> None:
    (orders,) = of(found, "orders")
    withhold(orders, [1, 2])
    ground = Exemption.objects.filter(rights__contains=["access"])[1]
    changed = material.withhold_rows(
        orders,
        add=[600],
        drop=[2],
        actor=staff(Role.CASEWORKER),
        now=NOW,
        exemption=ground,
        reason="Trade secret.",
    )
    kept = {held.row: held.open("reason") for held in changed.withholdings.all()}
    assert kept == {1: REASON, 600: "Trade secret."}
    free = material.withhold_rows(orders, add=[], drop=[1, 600], actor=staff(Role.CASEWORKER), now=NOW)
    assert (free.decision, free.withholdings.count()) == (Decision.INCLUDE, 0)


def test_undecided_material_holds_the_package_back(found: Case) -> None:
    with pytest.raises(Refused, match="items still need a decision"):
        prepare.prepare(found, actor=staff(Role.CASEWORKER), now=NOW)
    assert include_rest(found, actor=staff(Role.CASEWORKER), now=NOW) == 5
    assert include_rest(found, actor=staff(Role.CASEWORKER), now=NOW) == 0


def test_nothing_is_decided_before_the_search_ends_or_after_the_package_is_made(found: Case) -> None:
    from exports.services import search

    (orders,) = of(found, "orders")
    steps: list[tuple[Callable[[], object], Status]] = [
        (lambda: in_review(found), Status.IN_REVIEW),
        (
            lambda: (
                release.return_to_preparer(found, reason="again", actor=staff(Role.DPO), now=NOW)
                and search.again(found, orders.collection.source, actor=staff(Role.CASEWORKER), now=NOW)
            ),
            Status.SEARCHING,
        ),
    ]
    for step, status in steps:
        step()
        assert Case.objects.get(pk=found.pk).status == status
        survivor = of_case(found)[:1] or [orders]
        with pytest.raises(Refused, match="decided after the search and before"):
            decide(survivor[0], Decision.INCLUDE, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    again = of(Case.objects.get(pk=found.pk), "orders")[0]
    assert (again.decision, again.pk != orders.pk) == (Decision.UNDECIDED, True)


def test_a_file_of_a_source_is_not_named_in_clear(found: Case, shop: Shop) -> None:
    stored = str(list(Material.objects.values_list("title", "columns", "dataset", "record_set")))
    assert "contract" not in stored
    listed = manifest(opened(release.under_review(in_review(found))))["files"]
    assert all("contract.pdf" in str(each) or "photo.png" in str(each) for each in listed)
    assert connect(shop).name == "CRM"
