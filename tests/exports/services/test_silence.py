"""Neither confirm nor deny: what is kept back silently leaves no trace anywhere, and is kept inside whole."""

import json

import pytest

from dsar.enums import Outcome, RefusalGround, Role
from dsar.models import Case, Exemption
from dsar.services import files
from dsar.services.errors import Refused
from exports.enums import Decision
from exports.models import Material, Package
from exports.services import letter, prepare, release
from exports.services.because import Silence
from exports.services.material import decide, of_case
from tests.exports.services.answering import fetch_letter, refused, text_of
from tests.exports.services.conftest import ORDERS
from tests.exports.services.reading import manifest, member, opened, whole_text
from tests.exports.services.test_decisions import of
from tests.factories.office import NOW, staff
from tests.factories.road import in_review, released, searched, work_off

pytestmark = pytest.mark.slow

REASON = "It would warn somebody who is being looked into."
SILENCE = Silence("Its mere existence would warn them.", "Counsel of the firm agrees (note of 20 November).")


@pytest.fixture
def found(case: Case) -> Case:
    """The case after its search."""
    return searched(case)


def silently(material: Material, rows: list[int] | None = None, silence: Silence = SILENCE) -> Material:
    return decide(
        material,
        Decision.WITHHOLD if rows is None else Decision.WITHHOLD_ROWS,
        rows=rows or (),
        exemption=Exemption.objects.get(code="crime_tax"),
        reason=REASON,
        silence=silence,
        actor=staff(Role.CASEWORKER),
        now=NOW,
    )


def record_of(package: Package) -> str:
    package = Package.objects.get(pk=package.pk)
    assert package.record is not None
    with files.open_reader(package.record) as reader:
        return b"".join(reader.chunks()).decode()


def test_a_silent_file_and_silent_rows_leave_no_trace(found: Case) -> None:
    (orders,), (first, _second) = of(found, "orders"), of(found, "scans", files=True)
    silently(first)
    silently(orders, [3, 4])
    said = text_of(found)
    package = release.under_review(in_review(found))
    archive = opened(package)
    listed, everything = manifest(archive), whole_text(archive)
    assert listed["withheld"] == []
    assert {each["collection"]: each["rows"] for each in listed["record_sets"]}["orders"] == ORDERS - 2
    assert sum(source["rows"] for source in listed["sources"]) == 1 + ORDERS - 2 + 2
    assert f"{1 + ORDERS - 2 + 2:,} records" in said
    (file,) = listed["files"]
    assert "00001-" in json.dumps(file)
    name = next(each for each in ("contract.pdf", "photo.png") if each not in json.dumps(file))
    rows = [json.loads(line) for line in member(archive, "scans.jsonl").splitlines()]
    assert sorted(str(row["content"]) for row in rows if row["content"] is None) == ["None"]
    for trace in ("Crime and taxation", "warn", "Counsel", "00002-"):
        assert trace not in everything
        assert trace not in said
    assert f"00001-{name}" not in everything
    kept = record_of(package)
    assert all(words in kept for words in ("parcel 4", "parcel 5", SILENCE.because, SILENCE.second_opinion))


def test_beside_silence_the_rest_is_told_as_ever(found: Case) -> None:
    (orders,), (people,) = of(found, "orders"), of(found, "people")
    silently(orders)
    decide(
        people,
        Decision.WITHHOLD,
        exemption=Exemption.objects.get(code="others"),
        reason="It names a colleague.",
        actor=staff(Role.CASEWORKER),
        now=NOW,
    )
    archive = opened(release.under_review(in_review(found)))
    (told,) = manifest(archive)["withheld"]
    assert "It names a colleague." in told["why"]
    assert {each["collection"] for each in manifest(archive)["record_sets"]} == {"scans"}
    assert "orders" not in whole_text(archive).lower()


def test_where_all_is_silent_the_answer_is_neither_yes_nor_no(found: Case) -> None:
    for each in of_case(found):
        silently(each)
    said = text_of(found)
    assert "we say neither that we hold personal data about you nor that we do not" in said
    assert "Where we searched" not in said
    package = released(in_review(found))
    assert (package.letter_only, package.file) == (True, None)
    assert "parcel" in json.dumps(json.loads(record_of(package))["withheld"]) or REASON in record_of(package)
    fetch_letter(package)
    assert Case.objects.get(pk=found.pk).outcome == Outcome.NEITHER_CONFIRMED


def test_a_refusal_can_be_silent_as_a_whole(found: Case) -> None:
    ground = {"exemption": Exemption.objects.get(code="crime_tax"), "details": {"silent": True}}
    case = refused(found, RefusalGround.EXEMPT, **ground)
    said = text_of(case)
    assert "we say neither that we hold personal data about you nor that we do not" in said
    for trace in ("Crime and taxation", "ten times in May", "Where we searched"):
        assert trace not in said
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    package = released(Case.objects.get(pk=case.pk))
    assert "You asked this ten times in May." in record_of(package)
    fetch_letter(package)
    case = Case.objects.get(pk=case.pk)
    assert (case.outcome, case.letter_id) == (Outcome.NEITHER_CONFIRMED, package.letter_id)


def test_silence_wants_a_reason_a_second_opinion_and_an_exemption(found: Case) -> None:
    (orders,) = of(found, "orders")
    for silence, says in ((Silence(" ", "x"), "why the harm"), (Silence("x", ""), "second opinion")):
        with pytest.raises(Refused, match=says):
            silently(orders, silence=silence)
    assert letter.why_not_complete(found) == ""
    assert {each.decision for each in of_case(found)} == {Decision.UNDECIDED}
