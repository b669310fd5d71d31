"""What strangers try on the requester's page, and what happens when everything comes at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dsar.enums import Direction
from dsar.models import Delivery, Message, StoredFile, Submission
from dsar.services.conversation import incoming
from dsar.services.conversation.incoming import Written
from dsar.services.errors import Refused
from tests.dsar.requester.room import MESSAGES, asked, at_home, picture, post
from tests.factories.office import NOW, a_case, a_submission, an_office
from tests.factories.road import settled
from tests.identity.requester import text_of
from tests.support.databases import CommittedDatabase

LATER = NOW + timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 40_000, "please take out 36,000"),
        ("   \n\t ", "Write what you want to tell us."),
        ("", "Write what you want to tell us."),
        ("\0\0\0", "Write what you want to tell us."),
    ],
)
def test_words_that_cannot_be_sent_are_kept_in_the_box_and_answered(text: str, said: str) -> None:
    client = at_home(a_submission(), LATER)
    page = post(client, text=text)
    assert page.status_code == 400
    assert said in text_of(page)
    assert text.strip("\0").strip() in page.content.decode()
    assert Message.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("text", ["a\0b", "\ud800x", "العربية ‮ עברית", "<script>alert(1)</script>", "=1+1"])
def test_any_script_arrives_as_typed_and_nothing_in_it_runs(text: str) -> None:
    case = a_case()
    client = at_home(case.submission, LATER)
    if "\ud800" not in text:
        assert post(client, text=text).status_code == 200
    else:
        incoming.receive(case.submission, Written(key=uuid4(), text="x"), now=LATER)
    assert Message.objects.count() == 1
    assert "<script>alert" not in client.get(MESSAGES).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ\x90\x00 a program"),
        ("a.svg", b"<svg onload='x'/>"),
        ("a.pdf", b"%PDF-1.7 cut"),
        ("a.png", b""),
    ],
)
def test_a_file_that_may_not_be_kept_is_named_and_the_words_stay(name: str, content: bytes) -> None:
    client = at_home(a_submission(), LATER)
    page = post(client, text="See this.", upload=SimpleUploadedFile(name, content))
    assert page.status_code == 400
    words = text_of(page)
    assert f"{name}:" in words
    assert "choose your files once more" in words or "empty" in words
    assert "See this.</textarea>" in page.content.decode()
    assert Message.objects.count() == StoredFile.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_of_several_files_one_that_is_bad_keeps_all_out_and_eleven_are_too_many() -> None:
    client = at_home(a_submission(), LATER)
    page = post(client, text="Two.", upload=[picture(), SimpleUploadedFile("a.exe", b"MZ\x90\x00")])
    assert page.status_code == 400
    page = post(client, text="Many.", upload=[picture(f"{n}.png", 8 + n) for n in range(11)])
    assert "You can send up to 10 files" in text_of(page)
    assert Message.objects.count() == StoredFile.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_what_belongs_to_another_submission_is_not_there() -> None:
    mine, theirs = a_case(), settled(a_case(email="other@example.org"))
    question = asked(theirs, LATER)
    incoming.receive(theirs.submission, Written(key=uuid4(), text="Theirs.", files=[picture()]), now=LATER)
    client = at_home(mine.submission, LATER)
    assert "Theirs." not in client.get(MESSAGES).content.decode()
    stored = StoredFile.objects.get()
    assert client.get(reverse("dsar:own_file", args=[stored.id])).status_code == 404
    address = reverse("dsar:own_answer", args=[question.id])
    assert client.get(address).status_code == 404
    assert post(client, address, "Mine?").status_code == 404
    acknowledged = Delivery.objects.get(submission=mine.submission, kind="acknowledgement")
    assert client.get(reverse("dsar:own_answer", args=[acknowledged.id])).status_code == 404
    assert Message.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_odd_posts_are_answered_in_words() -> None:
    client = at_home(a_submission(), LATER)
    for odd in ({"key": "no id"}, {"key": ""}, {"about": "other"}, {"upload": "text"}, {"box": "x" * 999}):
        assert post(client, text="Words.", **odd).status_code in (200, 400)
    assert client.post(MESSAGES, b"\xff\xfe", content_type="application/json").status_code == 400
    assert client.get("/r/request/questions/no-id/").status_code == 404


@pytest.mark.django_db
def test_no_page_opens_without_a_session_and_none_changes_by_a_get() -> None:
    client = Client()
    for path in (MESSAGES, "/r/request/change/", "/r/request/take-back/", f"/r/request/files/{uuid4()}/"):
        assert client.get(path).status_code == 403
    case = a_case()
    signed_in = at_home(case.submission, timezone.now())
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(signed_in.cookies)
    for path in (MESSAGES, "/r/request/change/", "/r/request/take-back/"):
        signed_in.get(path)
        assert strict.post(path, {"text": "x", "key": str(uuid4())}).status_code == 403
    assert Message.objects.count() == 0


@pytest.mark.django_db
def test_the_twenty_first_in_an_hour_is_asked_to_wait_and_keeps_its_words() -> None:
    submission = a_submission()
    for number in range(incoming.AN_HOUR):
        incoming.receive(submission, Written(key=uuid4(), text=f"No. {number}."), now=LATER)
    with pytest.raises(Refused, match="send them later"):
        incoming.receive(submission, Written(key=uuid4(), text="One more."), now=LATER)
    incoming.receive(submission, Written(key=uuid4(), text="One more."), now=LATER + timedelta(hours=1))
    assert Message.objects.count() == incoming.AN_HOUR + 1
    assert Delivery.objects.filter(kind="message_received").count() == 1


@pytest.mark.slow
def test_of_a_hundred_at_once_with_one_key_one_arrives(committed_db: CommittedDatabase) -> None:
    an_office()
    submission = a_submission()
    key = uuid4()

    def one(number: int) -> str:
        try:
            here = Submission.objects.get(pk=submission.pk)
            return str(incoming.receive(here, Written(key=key, text="Once."), now=LATER).pk)
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(one, range(100)))
    assert Message.objects.filter(direction=Direction.IN).count() == 1
    assert str(key) in answers
    assert len(set(answers)) <= 2
