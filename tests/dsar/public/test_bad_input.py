"""Bad input: every page keeps what was posted, says what to do, and never breaks."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from dsar.models import Controller, Draft, Person, Submission
from tests.dsar.public.filler import ANSWERS, Filler

pytestmark = pytest.mark.django_db
URLENCODED = "application/x-www-form-urlencoded"


def test_an_unknown_controller_gets_a_page_that_helps_on(client: Client, db: None) -> None:
    for path in ("/c/nobody/", "/c/nobody/details/", "/c/nobody/check/"):
        response = client.get(path)
        assert response.status_code == 404
        assert "We do not know this organisation" in response.content.decode()
    assert client.get("/c/%00/").status_code == 404
    assert client.get("/c/alder/nonsense/").status_code == 404


@pytest.mark.parametrize(
    ("page", "answers", "field", "says"),
    [
        ("rights", {}, "id_rights_0", "Tick what you would like"),
        ("rights", {"rights": ["everything"]}, "id_rights_0", "Tick something from the list"),
        ("details", {"name": ""}, "id_name", "Write your name."),
        ("details", {"email": ""}, "id_email", "Write your e-mail address, so that"),
        ("details", {"email": "dana at example"}, "id_email", "like this: name@example.org"),
        ("details", {"email": "a@example.org\nBcc: b@example.org"}, "id_email", "like this"),
        ("relation", {"relation": ""}, "id_relation_0", "Choose how you know us"),
        ("relation", {"relation": "owner"}, "id_relation_0", "Choose one of the answers"),
        ("about", {"scope": ""}, "id_scope_0", "Choose if you would like everything"),
        ("about", {"scope": "some"}, "id_which", "Tell us what you are looking for"),
    ],
)
def test_a_fault_is_said_on_top_linked_to_its_field(
    filler: Filler, page: str, answers: dict[str, object], field: str, says: str
) -> None:
    posted = {} if page == "rights" else ANSWERS[page]
    shown = filler.post(page, posted | answers).content.decode()
    assert "<title>Error:" in shown
    assert f'href="#{field}"' in shown
    assert f'id="{field}"' in shown
    assert says in shown


def test_forty_thousand_characters_in_a_name_are_kept_and_counted(filler: Filler) -> None:
    name = "Å" * 40_000
    shown = filler.post("details", ANSWERS["details"] | {"name": name}).content.decode()
    assert "up to 300 characters: please take out 39,700" in shown
    assert f'value="{name}"' in shown
    assert "maxlength" not in shown


@pytest.mark.parametrize(
    "name",
    [
        "Ö",
        "Q" * 300,
        "李小龍",
        "محمد بن راشد",
        "Ἀριστοτέλης",
        "אַבְרָהָם",
        "O’Brien-Ñuñez III.",
        "Nguyễn Thị Ánh",
        "🦊 Fox",
    ],
)
def test_names_of_any_script_and_length_are_taken_as_they_are(filler: Filler, name: str) -> None:
    filler.answer(details={"name": name})
    assert name in filler.get("check").content.decode()
    filler.send()
    assert Person.objects.get().open("name") == name


@pytest.mark.parametrize(
    "address",
    ["〒100-0001\n東京都千代田区", "Rua A, 5 – 3.º Esq.\n1000-001 Lisboa", "P.O. Box 4, Nuku’alofa, Tonga"],
)
def test_addresses_of_any_country_are_taken(filler: Filler, address: str) -> None:
    filler.answer(details={"address": address})
    filler.send()
    assert Person.objects.get().open("address") == address


def test_signs_that_nobody_sees_are_left_out_and_the_rest_is_kept(filler: Filler) -> None:
    filler.answer(details={"name": "Da\x00na\x07 Whit\r\n field"}, help={"finding": "a\x00b\r\nc"})
    filler.send()
    assert Person.objects.get().open("name") == "Dana Whit field"
    assert Submission.objects.get().open("words").endswith("To find me: ab\nc")


def test_halves_of_surrogate_pairs_do_no_harm(filler: Filler) -> None:
    body = "name=%ED%A0%80&email=x&phone=&address="
    shown = filler.client.post(f"{filler.root}details/", body, content_type=URLENCODED)
    assert shown.status_code == 200
    boundary = "b0undary"
    part = f'--{boundary}\r\nContent-Disposition: form-data; name="name"\r\n\r\n+2AA-\r\n--{boundary}--\r\n'
    kind = f"multipart/form-data; boundary={boundary}; charset=utf-7"
    shown = filler.client.generic("POST", f"{filler.root}details/", part.encode(), kind)
    assert shown.status_code == 200
    assert "Write your name." in shown.content.decode()


@pytest.mark.parametrize("path", ["/c/alder/rights/", "/c/alder/nowhere/", "/accounts/login"])
@pytest.mark.parametrize("kind", [f"{URLENCODED}; charset=utf-7", "multipart/form-data; boundary="])
def test_what_cannot_be_read_is_said_and_is_no_fault_of_ours(
    controller: Controller, path: str, kind: str
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/c/alder/rights/")
    answer = strict.generic(
        "POST", path, b"<a/>", kind, headers={"X-CSRFToken": strict.cookies["csrftoken"].value}
    )
    assert answer.status_code == (400 if path.endswith("rights/") else 301 if "login" in path else 404)


def test_html_is_only_text(filler: Filler) -> None:
    filler.answer(details={"name": "<script>alert(1)</script>{{ 7|add:7 }}"})
    page = filler.get("check").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page


def test_a_body_beyond_reading_gets_a_plain_page(filler: Filler) -> None:
    response = filler.client.post(
        f"{filler.root}help/", urlencode({"finding": "x" * 1_100_000}), content_type=URLENCODED
    )
    assert response.status_code == 400
    assert "could not read that" in response.content.decode()


def test_without_a_csrf_token_nothing_is_taken(controller: Controller) -> None:
    strict = Client(enforce_csrf_checks=True)
    for page in (*ANSWERS, "check", "files"):
        assert strict.post(f"/c/alder/{page}/", ANSWERS.get(page, {})).status_code == 403
    assert not Draft.objects.exists()
