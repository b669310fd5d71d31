"""The promises about data that is handed over: docs/promises.md says what keeps each of them."""

import csv
import io
import json

import pytest

from dsar.enums import Outcome, Relation, Right, Role
from dsar.letters.kinds import LetterKind
from dsar.models import Case, Exemption, System
from dsar.services.errors import Refused
from exports.enums import Decision, MaterialKind
from exports.package.check import verify_package
from exports.services import download, material, outcomes, prepare, search, words
from tests.dsar.policies.samples import loaded
from tests.exports.services.reading import member, opened
from tests.factories.office import NOW, staff
from tests.factories.rights import answered, asked_for, case_of, fetched, staffed
from tests.factories.road import released, searched, settled, work_off
from tests.journeys.conftest import connected
from tests.journeys.the_person import letter_of

pytestmark = pytest.mark.django_db
CUSTOMERS = "Customer records and support desk"


def found(right: Right = Right.ACCESS, *, email: str = "sofia.lindqvist@example.org") -> Case:
    """A case of data after its search, all of it included."""
    case = searched(settled(case_of(right, email=email)))
    material.include_rest(case, actor=staff(Role.CASEWORKER), now=NOW)
    return case


def words_of(case: Case) -> str:
    return letter_of(case, written_on=NOW.date())[1]


def register(case: Case) -> System:
    return case.controller.systems.prefetch_related("recipients").get(name=CUSTOMERS)


def test_p01_whoever_asks_for_access_gets_a_copy_after_identity_search_and_review(crm: None) -> None:
    case = case_of(Right.ACCESS)
    with pytest.raises(Refused):
        search.start(case, actor=staff(Role.CASEWORKER), now=NOW)
    case = searched(settled(case))
    with pytest.raises(Refused, match="still need a decision"):
        prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
    material.include_rest(case, actor=staff(Role.CASEWORKER), now=NOW)
    assert letter_of(case, written_on=NOW.date())[0] == LetterKind.ACCESS_ANSWER
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
    assert download.available(case.submission, now=NOW) == [], "nothing is there before its release"
    work_off()
    package = released(Case.objects.get(pk=case.pk))
    assert verify_package(lambda: io.BytesIO(fetched(package))) == []
    people = [json.loads(line) for line in member(opened(package), "/people.jsonl").splitlines()]
    assert [each["email"] for each in people] == ["sofia.lindqvist@example.org"]


def test_p02_access_says_whether_data_is_held_why_and_by_what_right(crm: None) -> None:
    held = found()
    said = words_of(held)
    assert "We do hold and use personal data about you." in said
    system = register(held)
    assert system.purpose in said
    assert system.lawful_basis in said
    nothing = found(email="nobody.at.all@example.org")
    kind, said = letter_of(nothing, written_on=NOW.date())
    assert kind == LetterKind.NO_DATA_HELD
    assert outcomes.outcome_of(nothing) == Outcome.NO_DATA_HELD


def test_p09_data_is_taken_elsewhere_as_csv_and_json_where_consent_or_contract_carry_it(crm: None) -> None:
    case = found(Right.PORTABILITY)
    said = "Sent to Birch Lending on 24 November."
    words.transferred(case, result=said, actor=staff(Role.CASEWORKER), now=NOW)
    assert said in words_of(case)
    archive = opened(answered(case))
    rows = list(csv.reader(io.StringIO(member(archive, "/people.csv").lstrip("\ufeff"))))
    lines = member(archive, "/people.jsonl").splitlines()
    assert len(rows) - 1 == len(lines) == 1
    System.objects.filter(controller=case.controller).update(portable=False)
    other = found(Right.PORTABILITY)
    assert {each.decision for each in material.of_case(other)} == {Decision.WITHHOLD}
    assert letter_of(other, written_on=NOW.date())[0] == LetterKind.PORTABILITY_REFUSED
    assert outcomes.outcome_of(other) == Outcome.REFUSED


def test_p13_the_record_of_consents_is_part_of_an_access_package(crm: None) -> None:
    sets = {each.record_set for each in material.of_case(found())}
    assert "consents" in sets


def test_p26_the_letter_gives_data_reason_place_storage_time_and_basis_of_each_system(crm: None) -> None:
    case = found()
    said, system = words_of(case), register(case)
    for column in ("categories", "purpose", "location", "retention", "lawful_basis"):
        assert getattr(system, column) in said, column


def test_p27_the_letter_says_where_the_data_came_from(crm: None) -> None:
    case = found()
    System.objects.filter(pk=register(case).pk).update(origin="You, and the public register of companies")
    assert "You, and the public register of companies" in words_of(case)
    System.objects.filter(pk=register(case).pk).update(origin="")
    with pytest.raises(Refused, match=f"where the data in {CUSTOMERS} came from"):
        prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)


def test_p28_the_letter_names_country_and_safeguard_of_each_recipient_abroad(crm: None) -> None:
    case = found()
    abroad = register(case).recipients.get(country="United States")
    assert abroad.safeguard in words_of(case)
    type(abroad).objects.filter(pk=abroad.pk).update(safeguard="")
    with pytest.raises(Refused, match="does not say what protects it there"):
        prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)


def test_p29_recordings_and_letters_are_collected_reviewed_and_handed_over(crm: None) -> None:
    case = found()
    files = [each for each in material.of_case(case) if each.kind == MaterialKind.FILE]
    paths = {each.open("path"): each for each in files}
    heard = next(path for path in paths if path.endswith(".wav"))
    letter = next(path for path in paths if path.endswith(".pdf"))
    material.decide(
        paths[letter],
        Decision.WITHHOLD,
        exemption=Exemption.objects.get(code="others"),
        reason="It is about a colleague.",
        actor=staff(Role.CASEWORKER),
        now=NOW,
    )
    archive = opened(answered(case))
    assert archive.read(heard)[:4] == b"RIFF"
    assert letter not in archive.namelist()


def test_p30_the_kind_of_person_chooses_which_systems_are_searched(searching: None, crm_address: str) -> None:
    controller = staffed(loaded("E"))
    for system in controller.systems.all():
        connected(system, crm_address)
    chosen = {}
    for relation in (Relation.CUSTOMER, Relation.APPLICANT, Relation.OTHER):
        case = asked_for(Right.ACCESS, controller=controller, relation=relation).cases.get()
        chosen[relation] = {row.system.name for row in search.sources_for(case)}
    assert chosen == {
        Relation.CUSTOMER: {"Client work", "News and events"},
        Relation.APPLICANT: {"Applications"},
        Relation.OTHER: {"News and events"},
    }
