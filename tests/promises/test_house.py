"""The promises about complaints, staff, the log and encryption: see docs/promises.md."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from config.checks import production_faults
from dsar.audit.verify import verify
from dsar.enums import ComplaintState, EventType, Outcome, Right, Role
from dsar.models import Event, StoredFile
from dsar.services.complaints import acknowledgement, closing
from tests.dsar.policies.samples import loaded
from tests.exports.services.answering import done, text_of
from tests.factories.complaints import ANSWER, a_complaint
from tests.factories.office import NOW, a_case, staff
from tests.factories.rights import DEEDS, case_of, days, staffed
from tests.factories.road import work_off
from tests.factories.staff import a_colleague, another_controller, client_of, signed_in
from tests.identity.world import a_document

pytestmark = pytest.mark.django_db


def test_p19_a_complaint_is_acknowledged_in_30_days_and_answered() -> None:
    controller = staffed(loaded("B"))
    complaint = a_complaint(controller=controller)
    assert complaint.ack_by_on == date(2026, 12, 24)
    acknowledgement.by_mail(complaint, actor=staff(Role.DPO), now=days(2))
    work_off(days(2), kinds=("send",))
    complaint.refresh_from_db()
    assert (complaint.state, complaint.acknowledged_at) == (ComplaintState.ACKNOWLEDGED, days(2))
    done_with = closing.decide(
        complaint, ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=days(9)
    )
    assert done_with.state == ComplaintState.CLOSED
    assert done_with.letter is not None


@pytest.mark.parametrize("right", DEEDS)
def test_p19_every_answer_names_us_first_and_then_the_regulator(right: Right) -> None:
    case = done(case_of(right), Outcome.REFUSED)
    said, office = text_of(case), case.controller
    assert office.regulator_name in said
    assert office.regulator_phone in said
    assert said.index(office.dpo_email) < said.index(office.regulator_phone)


def test_p22_nobody_of_another_controller_sees_a_case_and_a_manager_sees_none() -> None:
    case = a_case()
    pages = [reverse(name, args=[case.id]) for name in ("dsar:case", "dsar:case_log", "identity:case")]
    theirs = a_colleague(another_controller(), Role.CASEWORKER)
    for client in (signed_in(theirs), client_of(Role.MANAGER)):
        assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    ours = client_of(Role.CASEWORKER)
    assert [ours.get(page).status_code for page in pages] == [200, 200, 200]


def test_p23_every_look_is_in_a_log_that_nobody_can_change() -> None:
    case, caseworker = a_case(), staff(Role.CASEWORKER)
    client = signed_in(caseworker)
    for page in ("dsar:case", "identity:case"):
        client.get(reverse(page, args=[case.id]))
    looks = case.events.filter(type=EventType.CASE_VIEWED, actor=caseworker)
    assert [event.data["part"] for event in looks.order_by("sequence")] == ["overview", "identity"]
    assert list(verify(f"submission:{case.submission_id}")) == []
    for change in ("UPDATE dsar_event SET data = '{}'", "DELETE FROM dsar_event"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert Event.objects.filter(case=case).exists()


def test_p24_names_and_files_are_encrypted_at_rest_and_production_wants_https(
    settings: LazySettings, tmp_path: Path
) -> None:
    case = a_case()
    secret = b"the number of her passport"
    scan = a_document(case.submission, now=NOW + timedelta(hours=1), content=secret)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, email, address FROM dsar_person WHERE submission_id = %s", [case.submission_id]
        )
        row = cursor.fetchone()
    assert all("indqvist" not in str(cell) for cell in row)
    stored = StoredFile.objects.get(pk=scan.file_id)
    assert stored.size == len(secret)
    on_disk = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert on_disk
    assert all(secret not in each.read_bytes() for each in on_disk)
    settings.A12_ENV, settings.BASE_URL = "production", "http://rights.example.org"
    assert any("BASE_URL" in sentence for _code, sentence in production_faults())
