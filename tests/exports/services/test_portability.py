"""Data to take elsewhere: what the right covers, in forms for programs; the rest is offered as access."""

import pytest
from django.conf import LazySettings

from dsar.enums import Outcome, Right, Role
from dsar.models import Case, Exemption, System
from dsar.services.errors import Refused
from exports.enums import Decision
from exports.models import SourceConnection
from exports.services import download, prepare, words
from exports.services.material import decide, include_rest, of_case
from tests.exports.services.answering import fetch_letter, text_of
from tests.exports.services.conftest import Shop, connect
from tests.exports.services.reading import manifest, opened
from tests.exports.services.test_silence import silently
from tests.factories.office import NOW, staff
from tests.factories.rights import case_of
from tests.factories.road import in_review, released, searched, settled
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase

pytestmark = pytest.mark.slow

WORKER = Role.CASEWORKER


@pytest.fixture
def found(committed_db: CommittedDatabase, shop: Shop, bed: Bed, settings: LazySettings) -> Case:
    """A case of portability after its search of a system that the register calls portable."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    connect(shop)
    System.objects.filter(sources__in=SourceConnection.objects.all()).update(portable=True)
    return searched(settled(case_of(Right.PORTABILITY)))


def not_portable(case: Case) -> None:
    System.objects.filter(sources__collections__case=case).update(portable=False)


def test_all_that_the_right_covers_is_given_in_forms_for_programs(found: Case) -> None:
    words.transferred(found, result="Sent to Birch on 20 November.", actor=staff(WORKER), now=NOW)
    include_rest(found, actor=staff(WORKER), now=NOW)
    said = text_of(found)
    assert "Here is the data that you gave us" in said
    assert "CSV and JSON Lines" in said
    assert "Sent to Birch on 20 November." in said
    package = released(in_review(found))
    names = opened(package).namelist()
    for ending in ("orders.csv", "orders.csv-metadata.json", "orders.jsonl", "orders.schema.json"):
        assert any(name.endswith(ending) for name in names)
    package = download.find(found.submission, package.id, now=NOW) or package
    assert b"".join(download.stream(package, 0, package.size, now=NOW))
    assert Case.objects.get(pk=found.pk).outcome == Outcome.DATA_PROVIDED


def test_what_was_worked_out_and_not_given_is_left_out_and_offered_as_access(found: Case) -> None:
    orders = next(each for each in of_case(found) if each.record_set == "orders")
    decide(
        orders,
        Decision.WITHHOLD,
        ground="not_provided",
        reason="We worked it out ourselves.",
        actor=staff(WORKER),
        now=NOW,
    )
    include_rest(found, actor=staff(WORKER), now=NOW)
    said = text_of(found)
    assert "Here is a part of the data" in said
    assert "We worked it out ourselves." in said
    assert "You can have a readable copy of this data all the same" in said
    archive = opened(released(in_review(found)))
    assert {each["collection"] for each in manifest(archive)["record_sets"]} == {"people", "scans"}


def test_a_system_without_consent_or_contract_is_not_covered(found: Case) -> None:
    not_portable(found)
    assert include_rest(found, actor=staff(WORKER), now=NOW) == 5
    assert {each.decision for each in of_case(found)} == {Decision.WITHHOLD}
    said = text_of(found)
    assert "We cannot give you this data in a form to take elsewhere." in said
    assert "another basis than your consent or a contract" in said
    package = released(in_review(found))
    assert package.letter_only
    fetch_letter(package)
    assert Case.objects.get(pk=found.pk).outcome == Outcome.REFUSED


def test_what_is_not_covered_cannot_be_included_by_mistake(found: Case) -> None:
    include_rest(found, actor=staff(WORKER), now=NOW)
    not_portable(found)
    with pytest.raises(Refused, match="does not cover"):
        prepare.prepare(found, actor=staff(WORKER), now=NOW)


def test_the_exemptions_of_access_are_none_here(found: Case) -> None:
    (first, *_rest) = of_case(found)
    said = {"exemption": Exemption.objects.get(code="others"), "reason": "It names a colleague."}
    for wrong in (said, {"ground": "covered", "reason": "x"}, {"ground": "legal_duty", "reason": "x"}):
        with pytest.raises(Refused, match="Choose the exemption"):
            decide(first, Decision.WITHHOLD, actor=staff(WORKER), now=NOW, **wrong)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Only an answer to an access request"):
        words.follows(found, what="More", by_on=NOW.date().replace(year=2027), actor=staff(WORKER), now=NOW)


def test_what_is_kept_back_silently_does_not_show_in_the_letter(found: Case) -> None:
    include_rest(found, actor=staff(WORKER), now=NOW)
    plain = text_of(found)
    Exemption.objects.filter(code="crime_tax").update(rights=[Right.ACCESS, Right.PORTABILITY])
    people = next(each for each in of_case(found) if each.record_set == "people")
    silently(people, [0])
    said = text_of(found)
    assert "people" not in said.lower()
    assert "left out" not in said
    assert said.split("Here is the data", 1)[0] == plain.split("Here is the data", 1)[0], "the same letter"
