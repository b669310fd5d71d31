"""What a person's rows in one source lead to in another is found there too, and the record says so."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models.functions import Now

from dsar.audit.sentences import sentence
from dsar.enums import EventType, Role, Status
from dsar.models import Case, Controller, Event, Job
from dsar.services.doctor import examine
from dsar.services.errors import Refused
from exports.enums import CollectionState
from exports.models import Collection
from exports.services import collect, neighbours, search, trying
from exports.services.material import of_case, rows_from
from exports.sources.base import Identity, IdentityKind
from exports.views.searched import searched
from tests.exports.services.linked import jobs_of, run, source
from tests.exports.services.reading import manifest, opened, whole_text
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.road import in_review, released, settled, work_off
from tests.support.databases import CommittedDatabase

CRM = {"people.id": "key", "people.email": "=email", "people.account": "to billing.accounts.number"}
BILLING = {
    "accounts.number": "key",
    "accounts.iban": "",
    "invoices.id": "key",
    "invoices.account": "from billing.accounts.number",
}
PEOPLE = ("people VALUES (1, 'sofia.lindqvist@example.org', 70)", "people VALUES (2, 'bo@example.org', 71)")
ACCOUNTS = (
    "accounts VALUES (70, 'XX70'), (71, 'XX71')",
    "invoices VALUES (1, 70), (2, 71), (3, 70)",
)

FOUND = {
    "crm.people": [["1", "sofia.lindqvist@example.org", "70"]],
    "billing.accounts": [["70", "XX70"]],
    "billing.invoices": [["1", "70"], ["3", "70"]],
}


@pytest.fixture
def office(committed_db: CommittedDatabase, settings: LazySettings, tmp_path: Path) -> Controller:
    settings.ALLOWED_SOURCE_FOLDERS = [str(tmp_path)]
    return an_office()


def start() -> Case:
    return search.start(settled(a_case()), actor=staff(Role.CASEWORKER), now=NOW)


def current(case: Case, name: str) -> Collection:
    return next(each for each in search.current(case) if each.source.name == name)


def found(case: Case) -> dict[str, list[list[Any]]]:
    return {f"{each.dataset}.{each.record_set}": list(rows_from(each)) for each in of_case(case)}


def status(case: Case) -> str:
    return Case.objects.get(pk=case.pk).status


def test_one_waits_for_the_other_and_takes_its_keys(office: Controller, tmp_path: Path) -> None:
    """A table that no identity of its own map reaches is searched by what another source found."""
    source(office, tmp_path, "crm", CRM, *PEOPLE)
    source(office, tmp_path, "billing", BILLING | {"hints.mail": "=email"}, *ACCOUNTS)
    case = start()
    assert jobs_of(current(case, "Billing")) == []
    assert "It waits for Crm" in current(case, "Billing").reason
    run(current(case, "Crm"))
    assert (status(case), current(case, "Billing").reason) == (Status.SEARCHING, "")
    run(current(case, "Billing"))
    assert found(case) == FOUND
    assert Job.objects.filter(kind="collect").count() == 2, "one job for each source"
    assert status(case) == Status.PREPARING
    assert list(examine(NOW, strict=True)) == []


@pytest.mark.slow
def test_the_record_says_what_was_searched_by(office: Controller, tmp_path: Path) -> None:
    """Staff read how many keys of which field; the requester that references were followed, not how many."""
    source(office, tmp_path, "crm", CRM, *PEOPLE)
    source(office, tmp_path, "billing", BILLING | {"hints.mail": "=email"}, *ACCOUNTS)
    case = start()
    work_off()
    shown = {each.row.source.name: each.by for each in searched(case, NOW)}
    assert shown["Billing"] == [
        "e-mail address sofia.lindqvist@example.org",
        "1 different value of crm.people.account in Crm",
    ]
    assert shown["Crm"] == ["e-mail address sofia.lindqvist@example.org"]
    package = opened(released(in_review(Case.objects.get(pk=case.pk))))
    by = [each["searched_by"] for each in manifest(package)["sources"]]
    assert by == ["your e-mail address, what our other systems refer to there", "your e-mail address"]
    assert "different value" not in whole_text(package)


@pytest.mark.slow
def test_sources_that_lead_to_each_other_are_searched_until_nothing_is_new(
    office: Controller, tmp_path: Path
) -> None:
    """Club 5 leads to its second member, who leads to club 6, of which nobody new is a member."""
    members = {"people.id": "key", "people.mail": "=email", "people.club": "to clubs.rolls.no"}
    clubs = {"rolls.id": "key", "rolls.no": "", "rolls.member": "to people.people.id", "rolls.fax": "=email"}
    source(
        office,
        tmp_path,
        "people",
        members,
        "people VALUES (1, 'sofia.lindqvist@example.org', 5), (2, 'x', 6), (3, 'y', 7)",
    )
    source(
        office,
        tmp_path,
        "clubs",
        clubs,
        "rolls VALUES (1, 5, 1, ''), (2, 5, 2, ''), (3, 6, 2, ''), (4, 7, 3, '')",
    )
    case = start()
    work_off()
    rows = found(case)
    assert [row[0] for row in rows["people.people"]] == ["1", "2"]
    assert [row[0] for row in rows["clubs.rolls"]] == ["1", "2", "3"]
    assert status(case) == Status.PREPARING
    assert current(case, "People").run == 2
    again = [event for event in Event.objects.filter(type=EventType.SEARCH_STARTED) if event.data.get("led")]
    assert len(again) == sum(each.run - 1 for each in search.current(case))
    assert "another one leads to more" in sentence(again[0].type, again[0].data)
    assert list(examine(NOW, strict=True)) == []


@pytest.mark.slow
def test_a_source_that_fails_leaves_the_other_usable_and_says_what_is_missing(
    office: Controller, tmp_path: Path
) -> None:
    crm = source(office, tmp_path, "crm", CRM, *PEOPLE)
    fields = BILLING | {"invoices.mail": "=email"}
    source(
        office,
        tmp_path,
        "billing",
        fields,
        "invoices VALUES (9, 71, 'sofia.lindqvist@example.org')",
        ACCOUNTS[0],
    )
    (tmp_path / "crm.db").rename(tmp_path / "away.db")
    case = start()
    work_off()
    assert status(case) == Status.PREPARING
    assert (current(case, "Crm").state, current(case, "Billing").state) == ("failed", "done")
    assert found(case)["billing.invoices"] == [["9", "71", "sofia.lindqvist@example.org"]]
    assert {
        "what": "what Crm leads to here",
        "why": "That source could not be searched to its end.",
    } in current(case, "Billing").not_covered
    (tmp_path / "away.db").rename(tmp_path / "crm.db")
    search.again(case, crm, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert (current(case, "Crm").run, current(case, "Billing").run) == (2, 2)
    assert ["70", "XX70"] in found(case)["billing.accounts"], "what it leads to now is searched for"


def rewritten(folder: Path, dataset: str, statement: str) -> None:
    """Change what a source holds."""
    with sqlite3.connect(folder / f"{dataset}.db") as database:
        database.execute(statement)


@pytest.mark.slow
def test_as_many_keys_but_others_are_searched_for_again(office: Controller, tmp_path: Path) -> None:
    """Their account was merged into another: what was found under the old number is somebody else's now."""
    crm = source(office, tmp_path, "crm", CRM, *PEOPLE)
    source(office, tmp_path, "billing", BILLING | {"hints.mail": "=email"}, *ACCOUNTS)
    case = start()
    work_off()
    assert found(case) == FOUND
    search.again(case, crm, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert (current(case, "Crm").run, current(case, "Billing").run) == (2, 1), "the same keys"
    rewritten(tmp_path, "crm", "UPDATE people SET account = 71 WHERE id = 1")
    search.again(case, crm, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert current(case, "Billing").run == 2
    assert found(case)["billing.accounts"] == [["71", "XX71"]]
    assert found(case)["billing.invoices"] == [["2", "71"]]
    rewritten(tmp_path, "crm", "UPDATE people SET account = NULL WHERE id = 1")
    search.again(case, crm, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert list(found(case)) == ["crm.people"]
    assert list(examine(NOW, strict=True)) == []


@pytest.mark.slow
def test_those_that_lead_to_each_other_are_searched_anew_together(office: Controller, tmp_path: Path) -> None:
    """Whoever changed clubs is not led to members of the old one, though it is as many clubs as before."""
    members = {"people.id": "key", "people.mail": "=email", "people.club": "to clubs.rolls.no"}
    clubs = {"rolls.id": "key", "rolls.no": "", "rolls.member": "to people.people.id", "rolls.fax": "=email"}
    mine = "people VALUES (1, 'sofia.lindqvist@example.org', 5), (2, 'x', 5), (3, 'y', 8)"
    people = source(office, tmp_path, "people", members, mine)
    source(office, tmp_path, "clubs", clubs, "rolls VALUES (1, 5, 1, ''), (2, 5, 2, ''), (3, 8, 3, '')")
    case = start()
    work_off()
    assert [row[0] for row in found(case)["people.people"]] == ["1", "2"]
    rewritten(tmp_path, "people", "UPDATE people SET club = 8 WHERE id = 1")
    rewritten(tmp_path, "clubs", "UPDATE rolls SET no = 8 WHERE member = 1")
    search.again(case, people, actor=staff(Role.CASEWORKER), now=NOW)
    with pytest.raises(Refused, match="being searched now"):
        search.again(case, people, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert [row[0] for row in found(case)["people.people"]] == ["1", "3"]
    assert [row[0] for row in found(case)["clubs.rolls"]] == ["1", "3"]
    assert status(case) == Status.PREPARING


@pytest.mark.slow
def test_a_worker_that_dies_finds_the_same_in_the_end(
    office: Controller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source(office, tmp_path, "crm", CRM, *PEOPLE)
    source(office, tmp_path, "billing", BILLING | {"hints.mail": "=email"}, *ACCOUNTS)
    case = start()
    run(current(case, "Crm"))
    kept = collect.Tally.keep

    def dying(tally: Any, record_set: Any, batches: Any, position: int) -> None:
        kept(tally, record_set, batches, position)
        raise SystemExit

    monkeypatch.setattr(collect.Tally, "keep", dying)
    with pytest.raises(SystemExit):
        run(current(case, "Billing"))
    monkeypatch.setattr(collect.Tally, "keep", kept)
    assert current(case, "Billing").state == CollectionState.RUNNING
    Job.objects.filter(subject_id=current(case, "Billing").pk).update(lease_ends_at=Now())
    run(current(case, "Billing"))
    assert found(case) == FOUND


def test_a_reference_that_leads_nowhere_is_listed(office: Controller, tmp_path: Path) -> None:
    fields = CRM | {"people.shoe": "to shop.sizes.id", "people.hat": "billing.accounts.hat"}
    source(office, tmp_path, "crm", fields, "people VALUES (1, 'sofia.lindqvist@example.org', 70, 44, 7)")
    source(office, tmp_path, "billing", BILLING | {"accounts.mail": "=email"})
    case = start()
    work_off()
    assert current(case, "Crm").not_covered == [
        {
            "what": "what crm.people.hat refers to in billing.accounts.hat",
            "why": "The data map of the source that has “billing” names no such field.",
        },
        {
            "what": "what crm.people.shoe refers to in shop.sizes.id",
            "why": "No source that is searched has a dataset “shop”.",
        },
    ]


@pytest.mark.slow
def test_a_source_that_waits_can_be_stopped(office: Controller, tmp_path: Path) -> None:
    source(office, tmp_path, "crm", CRM, *PEOPLE)
    billing = source(office, tmp_path, "billing", BILLING | {"hints.mail": "=email"}, *ACCOUNTS)
    case = start()
    search.stop(case, billing, actor=staff(Role.CASEWORKER), now=NOW)
    work_off()
    assert (current(case, "Billing").state, status(case)) == (CollectionState.CANCELLED, Status.PREPARING)
    assert list(found(case)) == ["crm.people"]


@pytest.mark.slow
def test_very_many_keys_are_handed_over_whole(office: Controller, tmp_path: Path) -> None:
    """More than are kept in memory or asked for at once."""
    number = 12_000
    source(
        office,
        tmp_path,
        "crm",
        {"notes.id": "key", "notes.mail": "=email", "notes.page": "to archive.pages.id"},
        "notes WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        f"WHERE i < {number}) SELECT i, 'sofia.lindqvist@example.org', i % {number - 10} FROM n",
    )
    source(
        office,
        tmp_path,
        "archive",
        {"pages.id": "key", "hints.mail": "=email"},
        "pages WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n "
        f"WHERE i < {number + 5000}) SELECT i FROM n",
    )
    case = start()
    work_off()
    assert current(case, "Crm").leads == {"crm.notes.page": number - 10}
    assert current(case, "Archive").led_by[0]["keys"] == number - 10
    assert current(case, "Archive").rows == number - 10


def test_a_check_says_where_references_lead(office: Controller, tmp_path: Path) -> None:
    """The pages of setting up: what is followed, what is not, and what one source tried alone cannot find."""
    crm = source(office, tmp_path, "crm", CRM | {"people.shoe": "to shop.sizes.id"})
    billing = source(office, tmp_path, "billing", BILLING | {"hints.mail": "=email"}, *ACCOUNTS)
    assert [(each.ok, each.sentence) for each in neighbours.findings(crm)] == [
        (True, "“crm.people.account” leads on to “billing.accounts.number” of the source Billing."),
        (
            False,
            "“crm.people.shoe” refers to “shop.sizes.id”. No source that is searched has a dataset “shop”.",
        ),
    ]
    (led,) = neighbours.findings(billing)
    assert (
        led.sentence == "“crm.people.account” of the source Crm leads on to “billing.accounts.number” here."
    )
    identity = Identity(IdentityKind.EMAIL, "sofia.lindqvist@example.org")
    counted = trying.rehearse(billing, identity, actor=staff(Role.MANAGER), now=NOW, clock=lambda: 0.0)
    assert [name for _title, name, _rows in counted.sets] == ["accounts", "hints", "invoices"]
    assert counted.gaps[-1].what == "what other sources lead to in this one"
