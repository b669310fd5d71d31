"""How a complaint ends: every point answered, by somebody who had no part in it where there is one."""

from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from dsar.enums import ComplaintOutcome, ComplaintState, DeliveryKind, DeliveryState, EventType, Role
from dsar.models import Case, Complaint, Delivery, Event, User
from dsar.services import files
from dsar.services.complaints import answers, closing, independence, steps
from dsar.services.complaints.about import About
from dsar.services.errors import Refused
from tests.factories.complaints import ANSWER, a_complaint, go_out
from tests.factories.office import NOW, a_case, staff
from tests.factories.staff import a_colleague
from tests.support.mail import MailServer

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)
WHY = "This company has one DPO, who prepared the answer."


def about_a_case() -> Complaint:
    """A complaint about a case whose answer the DPO prepared."""
    case = a_case()
    Case.objects.filter(pk=case.pk).update(prepared_by=staff(Role.DPO), prepared_at=NOW)
    return a_complaint(controller=case.controller, about=About(case.submission, case))


def text_of(complaint: Complaint) -> str:
    """The words of the letter that was kept."""
    assert complaint.letter is not None
    with files.open_reader(complaint.letter) as reader:
        pdf = pypdfium2.PdfDocument(b"".join(reader.chunks()))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def test_answered_by_mail_the_letter_has_every_point_and_where_else_to_go() -> None:
    complaint = a_complaint()
    done = closing.decide(complaint, ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=LATER)
    assert (done.state, done.outcome, done.independent) == (
        ComplaintState.CLOSED,
        ComplaintOutcome.PARTLY_UPHELD,
        True,
    )
    assert (done.closed_by, done.closed_at) == (staff(Role.DPO), LATER)
    letter = text_of(done)
    for words in (
        *("You answered too late", "nine days late", "to my old address", "your letter of May"),
        *("we apologise", "every Monday", "had no part", "Information Commissioner", "court"),
        *(done.reference, "Rowan Ashdown"),
    ):
        assert words in letter, words
    (delivery,) = Delivery.objects.all()
    assert (delivery.kind, delivery.state) == (DeliveryKind.COMPLAINT_OUTCOME, DeliveryState.WAITING)
    event = Event.objects.get(type=EventType.COMPLAINT_CLOSED)
    assert event.data == {"complaint": str(done.pk), "outcome": "partly_upheld", "independent": True}
    assert answers.of(Complaint.objects.get(pk=done.pk)) == ANSWER


def test_the_mail_says_that_the_answer_is_there_and_not_what_it_is(smtp_server: MailServer) -> None:
    done = closing.decide(a_complaint(), ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=LATER)
    go_out(Delivery.objects.get(), LATER)
    body = smtp_server.messages[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert f"/c/alder/complaint/{done.pk.hex}" in body
    assert "nine days late" not in body


def test_answered_by_letter_it_waits_to_be_posted() -> None:
    complaint = a_complaint(email="")
    closing.decide(complaint, ANSWER, part=False, by_post=True, actor=staff(Role.DPO), now=LATER)
    (delivery,) = Delivery.objects.all()
    assert delivery.state == DeliveryState.TO_POST
    assert delivery.letter is not None


def test_only_a_dpo_answers() -> None:
    complaint = a_complaint()
    with pytest.raises(Refused, match="Only a DPO"):
        closing.decide(complaint, ANSWER, part=False, by_post=False, actor=staff(Role.CASEWORKER), now=LATER)
    assert Complaint.objects.get().state == ComplaintState.RECEIVED


def test_who_prepared_the_answer_does_not_judge_it_while_another_dpo_is_there() -> None:
    complaint = about_a_case()
    other = a_colleague(complaint.controller, Role.DPO)
    with pytest.raises(Refused, match="Second dpo"):
        closing.decide(complaint, ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=LATER)
    done = closing.decide(complaint, ANSWER, part=False, by_post=False, actor=other, now=LATER)
    assert done.independent is True


def test_where_no_other_dpo_is_there_the_record_and_the_letter_say_why() -> None:
    complaint = about_a_case()
    with pytest.raises(Refused, match="Say why"):
        closing.decide(complaint, ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=LATER)
    told = replace(ANSWER, why_not_independent=WHY)
    done = closing.decide(complaint, told, part=False, by_post=False, actor=staff(Role.DPO), now=LATER)
    assert done.independent is False
    kept = answers.of(Complaint.objects.get(pk=done.pk))
    assert kept is not None
    assert (kept.independent, kept.why_not_independent) == (False, WHY)
    assert WHY in text_of(done)


def test_who_says_that_they_had_a_part_is_believed() -> None:
    complaint = a_complaint()
    assert not independence.had_part(complaint, staff(Role.DPO))
    with pytest.raises(Refused, match="Say why"):
        closing.decide(complaint, ANSWER, part=True, by_post=False, actor=staff(Role.DPO), now=LATER)


def test_a_dpo_who_left_is_nobody_to_wait_for() -> None:
    complaint = about_a_case()
    gone = a_colleague(complaint.controller, Role.DPO)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert independence.others(complaint, staff(Role.DPO)) == []


def test_a_letter_that_lacks_something_is_not_sent() -> None:
    complaint = a_complaint()
    for lacking in (replace(ANSWER, points=()), replace(ANSWER, remedy=""), replace(ANSWER, changes="")):
        with pytest.raises(Refused):
            closing.decide(complaint, lacking, part=False, by_post=False, actor=staff(Role.DPO), now=LATER)
    assert Complaint.objects.get().letter is None
    assert not Delivery.objects.exists()


def test_closed_it_takes_no_further_step() -> None:
    complaint = a_complaint()
    dpo = staff(Role.DPO)
    closing.decide(complaint, ANSWER, part=False, by_post=False, actor=dpo, now=LATER)
    with pytest.raises(Refused, match="closed already"):
        closing.decide(complaint, ANSWER, part=False, by_post=False, actor=dpo, now=LATER)
    with pytest.raises(Refused, match="closed already"):
        steps.note(complaint, "More.", on=LATER.date(), actor=dpo, now=LATER)
    assert Delivery.objects.count() == 1


def test_the_letter_is_posted_when_its_mail_failed(smtp_server: MailServer) -> None:
    complaint = a_complaint()
    closing.decide(complaint, ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=LATER)
    with pytest.raises(Refused, match="did not fail"):
        closing.post_instead(complaint, now=LATER)
    smtp_server.answer = "550 No such person"
    go_out(Delivery.objects.get(), LATER)
    letter = closing.post_instead(complaint, now=LATER)
    assert letter.state == DeliveryState.TO_POST
    assert letter.letter == Complaint.objects.get().letter


def test_withdrawn_it_closes_without_a_letter_and_with_how_it_was_said() -> None:
    complaint = a_complaint()
    closing.withdraw(complaint, "By phone.", on=LATER.date(), actor=staff(Role.CASEWORKER), now=LATER)
    row = Complaint.objects.get()
    assert (row.state, row.outcome, row.letter) == (ComplaintState.CLOSED, ComplaintOutcome.WITHDRAWN, None)
    assert [step.open("text") for step in row.steps.all()] == ["By phone."]
    assert not Delivery.objects.exists()
