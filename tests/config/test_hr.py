"""The demo company's staff records: a second source, in which some customers are found as well."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pikepdf
import psycopg
import pytest
from psycopg import sql

from config.demo import hr, office
from config.demo.crm import SOFIA_EMAIL, SOFIA_NAME
from config.demo.hr.loading import DATA_MAP, reader_url
from config.demo.hr.rows import TABLES
from config.demo.hr.rows import hr as hr_rows
from dsar.enums import Relation, Role
from dsar.models import Job
from dsar.services import job_runner
from exports.enums import MaterialKind
from exports.models import Collection, Material
from exports.services import search
from exports.sources.base import Identity, IdentityKind
from identity.services import checks
from tests.factories.office import NOW, a_case, an_office, staff
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase
from tests.support.demo_databases import Loaded, ids_of, loaded_database, unindexed_references

pytestmark = pytest.mark.slow

_OF_EMPLOYEE = "JOIN employees e ON e.id = t.employee_id WHERE e.private_email = %(email)s"
QUERIES = {
    "employees": "WHERE t.private_email = %(email)s",
    **dict.fromkeys(("contracts", "absences", "appraisals", "payroll_lines"), _OF_EMPLOYEE),
    "applicants": "WHERE t.email = %(email)s",
    "applications": "JOIN applicants a ON a.id = t.applicant_id WHERE a.email = %(email)s",
}


@pytest.fixture(scope="module")
def loaded(bed: Bed, worker_id: str) -> Iterator[Loaded]:
    """The staff records, loaded by the product's own loader."""
    database, reader = f"hr_{worker_id}", f"hr_reader_{worker_id}"
    server_url = bed.postgres.url("postgres", "postgres")
    assert hr.load(server_url, database=database, reader=reader) is True
    address = reader_url(server_url, database=database, reader=reader)
    yield from loaded_database(bed, database, reader, address, DATA_MAP)


@pytest.fixture(scope="module")
def both(loaded: Loaded, crm_address: str) -> list[str]:
    """The addresses of those who are in the CRM and on the staff, under the same name."""
    with psycopg.connect(loaded.owner_url) as connection:
        employed = set(connection.execute("SELECT first_name, last_name, private_email FROM employees"))
    with psycopg.connect(crm_address) as connection:
        people = connection.execute("SELECT first_name, last_name, email FROM people ORDER BY id").fetchall()
    return [person[2] for person in people if person in employed]


def work_off(now: datetime) -> None:
    """Do what waits, as a worker would; mails are left to the worker."""
    for pk in Job.objects.filter(state="waiting").exclude(kind="send").values_list("pk", flat=True):
        job_runner.run(pk, clock=lambda: now)


def test_one_seed_gives_the_same_six_hundred_people() -> None:
    made = hr_rows()
    assert hr_rows() == made
    assert (len(made["employees"]), len(made["applicants"])) == (360, 240)
    assert len({str(row[5]).lower() for row in made["employees"]}) == 360


def test_nothing_is_wrong_and_nothing_is_left_out(loaded: Loaded) -> None:
    assert [finding.sentence for finding in loaded.source.check() if not finding.ok] == []
    assert loaded.source.not_covered() == []
    assert {found.collection for found in loaded.source.record_sets()} == set(TABLES)
    assert unindexed_references(loaded, DATA_MAP) == []
    assert hr.load(loaded.server_url, database=loaded.database, reader=loaded.reader) is False


def test_the_walk_equals_plain_joins(loaded: Loaded) -> None:
    with psycopg.connect(loaded.owner_url) as connection:
        addresses = connection.execute(
            "SELECT private_email FROM employees WHERE id % 17 = 0"
            " UNION SELECT email FROM applicants WHERE id % 17 = 0"
        ).fetchall()
        assert len(addresses) > 20
        for (email,) in addresses:
            found = ids_of(loaded.source, Identity(IdentityKind.EMAIL, email.swapcase()))
            for table, query in QUERIES.items():
                statement = sql.SQL("SELECT t.id FROM {} t " + query + " ORDER BY t.id")
                rows = connection.execute(statement.format(sql.Identifier(table)), {"email": email})
                assert found.get(table, []) == [row[0] for row in rows], (email, table)


def test_an_employee_is_found_by_the_address_at_work_too(loaded: Loaded) -> None:
    with psycopg.connect(loaded.owner_url) as connection:
        row = connection.execute("SELECT id, work_email FROM employees WHERE id = 300").fetchone()
    assert row is not None
    found = ids_of(loaded.source, Identity(IdentityKind.EMAIL, row[1].title()))
    assert found["employees"] == [300]
    assert {"contracts", "payroll_lines"} <= found.keys()


def test_contracts_and_applications_are_real_files(loaded: Loaded) -> None:
    with psycopg.connect(loaded.owner_url) as connection:
        files = connection.execute(
            "SELECT document FROM contracts WHERE id % 40 = 0"
            " UNION ALL SELECT letter FROM applications WHERE id % 40 = 0"
        ).fetchall()
    assert len(files) > 15
    for (content,) in files:
        with pikepdf.open(io.BytesIO(content)) as document:
            assert len(document.pages) == 1


def test_twenty_of_the_staff_are_customers_and_a_customer_once_applied(
    loaded: Loaded, both: list[str]
) -> None:
    assert len(both) == 20
    for email in both:
        found = ids_of(loaded.source, Identity(IdentityKind.EMAIL, email))
        assert len(found["employees"]) == 1
        assert found["contracts"]
    assert ids_of(loaded.source, Identity(IdentityKind.EMAIL, SOFIA_EMAIL)).keys() == {
        *("applicants", "applications")
    }


def test_a_customer_who_applied_is_found_in_both_sources_with_files_of_every_kind(
    committed_db: CommittedDatabase, crm_address: str, hr_address: str, bed: Bed, settings: Any
) -> None:
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    controller = an_office()
    office.connect_crm(controller, crm_address, NOW)
    first = office.connect_hr(controller, hr_address, NOW)
    assert office.connect_hr(controller, hr_address, NOW) == first
    assert controller.systems.count() == 2
    later = NOW + timedelta(hours=2)
    case = a_case(name=SOFIA_NAME, email=SOFIA_EMAIL)
    assert case.submission.person.relation == Relation.CUSTOMER
    checks.contact_proven(case.submission, now=later)
    work_off(later)
    search.start(case, actor=staff(Role.CASEWORKER), now=later)
    work_off(later)
    found = {each.source.name: each for each in Collection.objects.filter(case=case)}
    assert {name: each.state for name, each in found.items()} == {"CRM": "done", "HR": "done"}
    assert found["CRM"].rows > 250
    assert found["HR"].rows > 1
    paths = [each.open("path") for each in Material.objects.filter(case=case, kind=MaterialKind.FILE)]
    folders = Counter(path.split("/")[1] for path in paths)
    assert (folders["call_recordings"], folders["attachments"]) == (3, 4)
    assert folders["applications"] == found["HR"].rows - 1
    assert {path.rpartition(".")[2] for path in paths if "/call_recordings/" in path} == {"wav"}
