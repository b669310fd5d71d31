"""Own words on their way: through the form or logged by staff, sorted at the desk, told to the person."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dsar.enums import Channel, Right, Role
from dsar.models import Case, Delivery, Submission
from dsar.services import posted_letters
from dsar.services.outbox import rendered
from tests.dsar.desk.test_log_request import filled, saved, sent
from tests.dsar.public.filler import ANSWERS, Filler
from tests.factories.office import an_office
from tests.factories.staff import client_of
from tests.identity.requester import Requester, text_of

pytestmark = pytest.mark.django_db
WORDS = "You keep ringing my mother, and I want to know why and that it stops."


def through_the_form() -> Submission:
    an_office(timezone.now())
    filler = Filler(an_office())
    page = filler.post("rights", {"rights": ["unsorted"]})
    assert page.headers["Location"].endswith("/who/")
    for name in ("details", "relation"):
        page = filler.post(name, ANSWERS[name])
    assert page.headers["Location"].endswith("/words/")
    assert "Tell us in your own words what you would like" in text_of(filler.post("words", {"words": " "}))
    assert filler.post("words", {"words": WORDS}).status_code == 302
    filler.post("help", ANSWERS["help"])
    assert WORDS in text_of(filler.get("check"))
    assert filler.send().status_code == 302
    submission = Submission.objects.get()
    case = submission.cases.get()
    shown = text_of(filler.get("sent"))
    assert case.limit_on is not None
    assert f"{case.limit_on.day} {case.limit_on:%B %Y}" in shown, "the date stands there before it is sorted"
    return submission


def test_from_the_form_to_the_rights_and_back_to_the_person() -> None:
    submission = through_the_form()
    assert submission.open("words") == WORDS
    case, client = submission.cases.get(), client_of(Role.CASEWORKER)
    address = reverse("dsar:case_sort", args=[case.pk])
    assert address in client.get(reverse("dsar:case", args=[case.pk])).content.decode()
    assert "Sort what was asked" in text_of(client.get(reverse("dsar:cases") + "?due=unsorted"))
    assert "to be sorted" in text_of(client.get(reverse("dsar:today") + "?whose=everything"))
    assert WORDS in text_of(client.get(address))
    assert client.post(address, {}).status_code == 400
    assert client.post(address, {"rights": ["access", "objection"]}).status_code == 302
    assert list(Case.objects.order_by("number").values_list("right", flat=True)) == ["access", "objection"]
    assert client.post(address, {"rights": ["erasure"]}).status_code == 302
    assert Case.objects.count() == 2
    page = Requester(submission).come_in().words()
    assert "We read what you wrote, and told you how we understood it." in page


def test_the_letter_waits_for_the_sorting() -> None:
    case, client = through_the_form().cases.get(), client_of(Role.CASEWORKER)
    letters = client.get(reverse("exports:letters", args=[case.pk]))
    assert "First sort what was asked" in text_of(letters)
    assert client.get(reverse("exports:letter_draft", args=[case.pk])).status_code == 404


def test_nobody_but_who_works_on_the_case_sorts_it() -> None:
    submission = through_the_form()
    address = reverse("dsar:case_sort", args=[submission.cases.get().pk])
    assert client_of(Role.AUDITOR).post(address, {"rights": ["access"]}).status_code == 403
    assert submission.cases.get().right == Right.UNSORTED


def test_not_being_sure_stands_alone() -> None:
    filler = Filler(an_office())
    page = filler.post("rights", {"rights": ["access", "unsorted"]})
    assert "Tick either what you would like, or that you are not sure" in text_of(page)


def test_staff_log_what_is_sorted_later_with_its_true_day(client: object) -> None:
    an_office(timezone.now())
    desk = client_of(Role.CASEWORKER)
    assert "so that it can be sorted" in sent(desk, filled(rights=["unsorted"], words=""))
    assert "Tick either what they ask for" in sent(desk, filled(rights=["unsorted", "access"]))
    submission = saved(desk, filled(rights=["unsorted"], channel="phone", words=WORDS))
    case = submission.cases.get()
    assert (case.right, submission.channel) == (Right.UNSORTED, Channel.PHONE)
    assert case.limit_on is not None


def test_the_mail_and_the_letter_say_how_it_was_understood() -> None:
    submission = through_the_form()
    client = client_of(Role.CASEWORKER)
    client.post(
        reverse("dsar:case_sort", args=[submission.cases.get().pk]), {"rights": ["access", "erasure"]}
    )
    told = Delivery.objects.get(kind="understood")
    asked = "for a copy of the personal data that we hold about you and to erase personal data about you"
    assert asked in " ".join(rendered(told).text.split())
    letter = posted_letters.write(told, by_post=False)
    assert asked in letter.fragment()
