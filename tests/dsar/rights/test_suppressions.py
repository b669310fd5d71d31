"""The suppression list at the desk and on the command line: a later import does not bring anybody back."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from dsar.enums import Right, Role
from dsar.models import Suppression
from tests.factories.office import an_office
from tests.factories.rights import case_of
from tests.factories.staff import client_of

pytestmark = pytest.mark.django_db
ADDRESS = "sofia.lindqvist@example.org"


def test_p10_an_import_is_told_whom_to_leave_out(tmp_path: Path) -> None:
    case_of(Right.MARKETING)
    file = tmp_path / "import.csv"
    file.write_text(f"name,mail\nSofia,  {ADDRESS.upper()}\nSomebody,else@example.org\n", encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("suppressed", "alder", str(file), "--column", "mail", stdout=out, stderr=err)
    assert out.getvalue().split() == [ADDRESS.upper()]
    assert "1 must not be used" in err.getvalue()
    with pytest.raises(CommandError, match="names no column"):
        call_command("suppressed", "alder", str(file), "--column", "telephone")
    with pytest.raises(CommandError, match="no controller"):
        call_command("suppressed", "nobody", str(file))


def test_the_desk_asks_for_one_contact_and_takes_it_off_when_its_person_wants_it() -> None:
    case = case_of(Right.MARKETING)
    client, page = client_of(Role.CASEWORKER), reverse("dsar:suppressions")
    filled = {"controller": str(case.controller_id), "contact": ADDRESS}
    assert "Not for marketing" in client.post(page, filled).content.decode()
    other = client.post(page, filled | {"contact": "else@example.org"}).content.decode()
    assert "not on the list" in other
    row = Suppression.objects.get(kind="email")
    client.post(reverse("dsar:suppression_lift", args=[row.id]))
    assert "not on the list" in client.post(page, filled).content.decode()


def test_nothing_written_and_the_wrong_role_are_answered() -> None:
    an_office()
    page = reverse("dsar:suppressions")
    empty = client_of(Role.CASEWORKER).post(page, {})
    assert empty.status_code == 400
    assert "Write the address" in empty.content.decode()
    assert client_of(Role.AUDITOR).get(page).status_code == 403
    tasks = reverse("dsar:tasks")
    assert page in client_of(Role.CASEWORKER).get(tasks).content.decode()
    assert page not in client_of(Role.AUDITOR).get(tasks).content.decode()
