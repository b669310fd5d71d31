"""The desk's part of the road over HTTP: search, decide, send to review, review, release."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from dsar.enums import EventType, Role, Status
from dsar.models import Case, Delivery, Event, Exemption
from exports.enums import Decision
from exports.models import Material, Package, Withholding
from exports.services.material import of_case
from tests.exports.desk.conftest import Work
from tests.factories.office import staff
from tests.factories.staff import client_of, code_of

pytestmark = pytest.mark.slow

ROWS = {"do": "rows", "first": "0"}


def at(case: Case, name: str, **more: object) -> str:
    return reverse(f"exports:{name}", kwargs={"case_id": case.id, **more})


def status(case: Case) -> str:
    case.refresh_from_db()
    return case.status


def ground(reason: str = "It names another customer.") -> dict[str, str]:
    return {"exemption": Exemption.objects.get(title="Rights of others").pk, "reason": reason}


def post(client: Client, address: str, data: dict[str, object] | None = None) -> str:
    answer = client.post(address, data or {}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def desk(ready: Case) -> Client:
    return client_of(Role.CASEWORKER)


@pytest.fixture
def searched(ready: Case, desk: Client, work: Work) -> Case:
    assert "The search has begun." in post(desk, at(ready, "search_start"))
    assert status(ready) == Status.SEARCHING
    work()
    assert status(ready) == Status.PREPARING
    return ready


@pytest.fixture
def messages(searched: Case) -> Material:
    return next(each for each in of_case(searched) if each.record_set == "ticket_messages")


@pytest.fixture
def in_review(searched: Case, desk: Client, messages: Material, work: Work) -> Case:
    post(desk, at(searched, "material_decide", material_id=messages.id), ROWS | {"row": ["1"]} | ground())
    post(desk, at(searched, "include_rest"))
    assert "The package is being made." in post(desk, at(searched, "prepare"))
    assert status(searched) == Status.PACKAGING
    work()
    assert status(searched) == Status.IN_REVIEW
    return searched


def test_the_search_is_begun_once_and_shown(ready: Case, desk: Client, work: Work) -> None:
    post(desk, at(ready, "search_start"))
    assert "This cannot be done now" in post(desk, at(ready, "search_start"))
    moving = desk.get(at(ready, "progress"))
    assert "HX-Refresh" not in moving.headers
    assert "CRM" in moving.content.decode()
    work()
    assert desk.get(at(ready, "progress")).headers["HX-Refresh"] == "true"
    page = desk.get(at(ready, "search")).content.decode()
    assert "searched" in page
    assert "e-mail address" in page
    assert "It is not in the data map." in page
    assert Event.objects.filter(type=EventType.SEARCH_STARTED).count() == 1


def test_a_source_is_searched_again(searched: Case, desk: Client, work: Work) -> None:
    source = searched.collections.get().source
    assert "searched again" in post(desk, at(searched, "search_again", source_id=source.id))
    work()
    assert status(searched) == Status.PREPARING
    assert "search no. 2" in desk.get(at(searched, "search")).content.decode()


def test_the_material_is_listed_and_opened_and_that_is_logged(
    searched: Case, desk: Client, messages: Material
) -> None:
    page = desk.get(at(searched, "material")).content.decode()
    assert "Messages to and from the service desk" in page
    opened = desk.get(at(searched, "material_item", material_id=messages.id))
    assert len(opened.context["rows"]) == min(50, messages.rows)
    event = Event.objects.get(type=EventType.MATERIAL_VIEWED)
    assert event.data == {"material": str(messages.id), "held": False, "page": 1}


def test_withholding_wants_a_ground_and_keeps_what_was_typed(
    searched: Case, desk: Client, messages: Material
) -> None:
    address = at(searched, "material_decide", material_id=messages.id)
    page = desk.post(address, ROWS | {"row": ["0", "2"], "exemption": "", "reason": "Because of Ada."})
    shown = page.content.decode()
    assert "Choose the exemption" in shown
    assert "Because of Ada." in shown
    assert [row.number for row in page.context["rows"] if row.ticked] == [0, 2]
    messages.refresh_from_db()
    assert messages.decision == Decision.UNDECIDED


def test_ticks_are_a_set_that_grows_and_shrinks(searched: Case, desk: Client, messages: Material) -> None:
    address = at(searched, "material_decide", material_id=messages.id)
    post(desk, address, ROWS | {"row": ["0", "1"]} | ground("First reason."))
    post(desk, address, ROWS | {"row": ["1", "2"]} | ground("Second reason."))
    held = {row.row: row.open("reason") for row in Withholding.objects.filter(material=messages)}
    assert held == {1: "First reason.", 2: "Second reason."}
    post(desk, address, ROWS | {"row": ["2"]})
    assert [row.row for row in Withholding.objects.filter(material=messages)] == [2]
    post(desk, address, ROWS)
    messages.refresh_from_db()
    assert (messages.decision, messages.withholdings.count()) == (Decision.INCLUDE, 0)


@pytest.mark.parametrize("row", ["-1", "99999999", "abc", "9" * 30, "½"])
def test_a_row_that_is_not_there_is_a_sentence(
    searched: Case, desk: Client, messages: Material, row: str
) -> None:
    address = at(searched, "material_decide", material_id=messages.id)
    page = post(desk, address, ROWS | {"row": [row]} | ground())
    assert "Tick the rows" in page or "not there any more" in page
    assert not Withholding.objects.exists()


def test_ticks_on_one_page_leave_the_other_pages_alone(
    searched: Case, desk: Client, messages: Material
) -> None:
    address = at(searched, "material_decide", material_id=messages.id)
    post(desk, address, ROWS | {"row": ["0"]} | ground())
    post(desk, f"{address}?page=2", {"do": "rows", "first": "50", "row": []})
    assert [row.row for row in Withholding.objects.filter(material=messages)] == [0]


def test_the_letter_shows_what_will_be_sent(searched: Case, desk: Client, talker: tuple[str, str]) -> None:
    page = desk.get(at(searched, "letters")).content.decode()
    assert f"Dear {talker[0]}," in page
    pdf = desk.get(at(searched, "letter_draft"))
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert pdf.headers["Content-Disposition"].startswith("attachment")


def test_the_preparer_does_not_review_their_own_work(in_review: Case, desk: Client) -> None:
    answer = desk.get(at(in_review, "review"))
    assert answer.status_code == 403
    assert "Only a DPO can review" in answer.content.decode()
    assert desk.post(at(in_review, "release")).status_code == 403
    assert status(in_review) == Status.IN_REVIEW


def test_a_dpo_who_prepared_it_sees_why_they_cannot_release_it(
    searched: Case, work: Work, messages: Material
) -> None:
    dpo = client_of(Role.DPO, fresh=True)
    post(dpo, at(searched, "include_rest"))
    post(dpo, at(searched, "prepare"))
    work()
    page = dpo.get(at(searched, "review")).content.decode()
    assert "You prepared this answer. A second person must release it." in page
    assert 'name="package_id"' not in page
    package = Package.objects.get(case=searched)
    assert dpo.post(at(searched, "release"), {"package_id": package.id}).status_code == 403
    assert status(searched) == Status.IN_REVIEW


def test_the_dpo_sees_what_the_requester_will_get(in_review: Case, messages: Material) -> None:
    dpo = client_of(Role.DPO)
    page = dpo.get(at(in_review, "review"))
    shown = page.content.decode()
    assert "Prepared by Ines Calloway" in shown
    assert "It was settled who is asking: by a code to a mailbox" in shown
    assert "It names another customer." in shown
    assert "It is not in the data map." in shown
    (item,) = [item for item in page.context["items"] if item.held]
    assert (item.material.id, item.given) == (messages.id, messages.rows - 1)
    under = dpo.get(at(in_review, "material_item", material_id=messages.id), {"held": "1"})
    assert [row.number for row in under.context["rows"]] == [1]
    event = Event.objects.filter(type=EventType.MATERIAL_VIEWED).latest("sequence")
    assert event.data["held"] is True


def test_an_auditor_reads_the_review_and_decides_nothing(in_review: Case) -> None:
    auditor = client_of(Role.AUDITOR)
    assert at(in_review, "review") in auditor.get(reverse("dsar:case", args=[in_review.id])).content.decode()
    shown = auditor.get(at(in_review, "review")).content.decode()
    assert "It names another customer." in shown
    assert "<form" not in shown.partition("<main")[2].partition("</main>")[0]
    for name in ("release", "return", "in_part"):
        assert auditor.post(at(in_review, name)).status_code == 403
    assert status(in_review) == Status.IN_REVIEW


def test_package_and_letter_are_handed_to_staff_as_attachments(in_review: Case) -> None:
    package = Package.objects.get(case=in_review)
    address = at(in_review, "package_file", package_id=package.id)
    asked = client_of(Role.DPO).get(address)
    assert asked.headers["Location"].startswith("/accounts/"), "a package wants a fresh sign-in"
    dpo = client_of(Role.DPO, fresh=True)
    answer = dpo.get(address)
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it streams
    assert len(body) == package.size == int(answer.headers["Content-Length"])
    assert "index.html" in zipfile.ZipFile(io.BytesIO(body)).namelist()
    letter = dpo.get(at(in_review, "letter", package_id=package.id))
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]  # it streams
    for each in (answer, letter):
        assert each.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in each.headers["Content-Security-Policy"]
        assert each.headers["X-Content-Type-Options"] == "nosniff"


def test_release_wants_a_fresh_sign_in(in_review: Case) -> None:
    dpo, package = client_of(Role.DPO), Package.objects.get(case=in_review)
    answer = dpo.post(at(in_review, "release"), {"package_id": package.id})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/")
    assert status(in_review) == Status.IN_REVIEW
    code = {"code": code_of(staff(Role.DPO))}
    done = dpo.post(answer.headers["Location"], code, follow=True).content.decode()
    assert "The answer is released." in done
    assert status(in_review) == Status.RELEASED


def test_release_happens_once(in_review: Case) -> None:
    dpo, package = client_of(Role.DPO, fresh=True), Package.objects.get(case=in_review)
    assert "The package has changed" in post(dpo, at(in_review, "release"), {"package_id": in_review.id})
    assert status(in_review) == Status.IN_REVIEW
    for _press in range(2):
        post(dpo, at(in_review, "release"), {"package_id": package.id})
    assert status(in_review) == Status.RELEASED
    assert Event.objects.filter(type=EventType.RELEASED).count() == 1
    assert Delivery.objects.filter(kind="delivery").count() == 1
    page = dpo.get(reverse("dsar:case", args=[in_review.id])).content.decode()
    assert "The case closes when the requester has fetched it." in page


def test_a_return_wants_a_reason_and_the_preparer_reads_it(in_review: Case, desk: Client) -> None:
    dpo = client_of(Role.DPO)
    page = dpo.post(at(in_review, "return"), {"reason": " "}).content.decode()
    assert "Say what has to change" in page
    assert status(in_review) == Status.IN_REVIEW
    post(dpo, at(in_review, "return"), {"reason": "Row 3 names a child."})
    assert status(in_review) == Status.PREPARING
    assert "Row 3 names a child." in desk.get(reverse("dsar:case", args=[in_review.id])).content.decode()
    assert "Row 3 names a child." not in str(list(Event.objects.values_list("canonical", flat=True)))


def test_nothing_to_review_says_so(searched: Case) -> None:
    page = client_of(Role.DPO).get(at(searched, "review"), follow=True)
    assert "There is nothing to review" in page.content.decode()


def test_a_manager_checks_a_source_and_never_sees_its_address(ready: Case, crm_address: str) -> None:
    manager, source = client_of(Role.MANAGER), ready.controller.sources.get()
    page = manager.post(reverse("exports:source_check", args=[source.id])).content.decode()
    assert "works" in page
    assert crm_address not in page
    assert "crm-test" not in page
