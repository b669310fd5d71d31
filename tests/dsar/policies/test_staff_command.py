"""`manage.py staff`: from nobody to a signed-in member of staff; never a password on the command line."""

import json
import re

import pyotp
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from dsar.enums import EventType, Role
from dsar.models import Event, Membership, User
from tests.dsar.policies.samples import SMALLEST, load_text

pytestmark = pytest.mark.django_db

MAILBOX = "odile@aspen.example.org"
WORDS = "seven unrelated autumn words here"
NEW = ("add", MAILBOX, "--name", "Odile Farthingale", "--controller", "aspen")


@pytest.fixture(autouse=True)
def office() -> None:
    load_text(SMALLEST)


def staff(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The exit code of the command, what it said, and what it refused with."""
    code = 0
    try:
        call_command("staff", *words)
    except SystemExit as ended:
        code = int(str(ended.code))
    said = capsys.readouterr()
    return code, said.out, said.err


def link_in(said: str) -> str:
    """The path of the link that the command printed."""
    (address,) = re.findall(re.escape(settings.BASE_URL) + r"(/accounts/\S+)", said)
    return str(address)


def test_from_nobody_to_the_desk(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = staff(capsys, *NEW, "--role", "caseworker", "--role", "dpo")
    assert code == 0
    assert f"{MAILBOX} is now caseworker of aspen\n{MAILBOX} is now dpo of aspen\n" in said
    client, address = Client(), link_in(said)
    page = client.get(address, follow=True)
    assert "Set your password" in page.content.decode()
    form = page.redirect_chain[-1][0]
    short = client.post(form, {"password1": "short", "password2": "short"})
    assert "at least 12 characters" in short.content.decode()
    done = client.post(form, {"password1": WORDS, "password2": WORDS}, follow=True)
    assert "Your password is set" in done.content.decode()
    assert "does not work any more" in Client().get(address, follow=True).content.decode()

    client.post("/accounts/login/", {"login": MAILBOX, "password": WORDS})
    assert client.get("/desk/").headers["Location"] == "/accounts/2fa/totp/activate/"
    client.post("/accounts/reauthenticate/", {"password": WORDS})
    secret = re.search(r"<code>(\w+)</code>", client.get("/accounts/2fa/totp/activate/").content.decode())
    assert secret
    client.post("/accounts/2fa/totp/activate/", {"code": pyotp.TOTP(secret[1]).now()})
    assert client.get("/desk/").status_code == 200


def test_twice_is_once(capsys: pytest.CaptureFixture[str]) -> None:
    staff(capsys, *NEW, "--role", "dpo")
    _code, said, _ = staff(capsys, *NEW, "--role", "dpo", "--role", "manager")
    assert f"{MAILBOX} was already dpo of aspen\n{MAILBOX} is now manager of aspen\n" in said
    assert User.objects.count() == 1
    assert Membership.objects.count() == 2


def test_a_typed_password_is_asked_for_twice_and_checked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["one thing and another", "one thing and a third"])
    monkeypatch.setattr("dsar.management.commands.staff.getpass", lambda _prompt: next(typed))
    assert staff(capsys, *NEW, "--role", "dpo", "--type-password")[2] == "The two differ. Nothing was done.\n"
    typed = iter(["short", "short"])
    assert "at least 12 characters" in staff(capsys, *NEW, "--role", "dpo", "--type-password")[2]
    assert not User.objects.exists()
    typed = iter([WORDS, WORDS])
    code, said, _ = staff(capsys, *NEW, "--role", "dpo", "--type-password")
    assert (code, WORDS in said, "/accounts/" in said) == (0, False, False)
    assert User.objects.get().check_password(WORDS)


def test_a_password_has_no_place_on_the_command_line() -> None:
    with pytest.raises(CommandError, match="unrecognized arguments"):
        call_command("staff", *NEW, "--role", "dpo", "--password=x")


def test_the_list_says_who_still_cannot_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    staff(capsys, *NEW, "--role", "dpo")
    assert staff(capsys, "list")[1] == (
        f"aspen  DPO  {MAILBOX}  Odile Farthingale, no password yet, no second factor yet\n"
    )
    assert staff(capsys, "list", "--controller", "aspen")[1] == staff(capsys, "list")[1]


def test_a_role_is_taken_away_and_sessions_end(capsys: pytest.CaptureFixture[str]) -> None:
    staff(capsys, *NEW, "--role", "dpo")
    before = User.objects.get().access_version
    words = ("remove-role", MAILBOX, "--controller", "aspen", "--role", "dpo")
    assert staff(capsys, *words)[1] == f"{MAILBOX} is no longer dpo of aspen\n"
    assert not Membership.objects.exists()
    assert User.objects.get().access_version > before
    assert staff(capsys, *words)[0] == 1


def test_roles_given_and_taken_are_in_the_log_without_names(capsys: pytest.CaptureFixture[str]) -> None:
    staff(capsys, *NEW, "--role", "dpo")
    staff(capsys, "remove-role", MAILBOX, "--controller", "aspen", "--role", "dpo")
    told = Event.objects.filter(type=EventType.SETTING_CHANGED, data__key="staff.role")
    told = told.order_by("sequence").values_list("data", flat=True)
    user = str(User.objects.get().pk)
    assert list(told) == [
        {"key": "staff.role", "what": what, "user": user, "role": Role.DPO} for what in ("added", "removed")
    ]
    assert "Odile" not in json.dumps(list(told))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("add", MAILBOX, "--controller", "aspen", "--role", "dpo"),
            "Say the name of the new member of staff.",
        ),
        (
            ("add", MAILBOX, "--name", "O", "--controller", "elm", "--role", "dpo"),
            "There is no controller “elm”.",
        ),
        (("add", MAILBOX, "--name", "O", "--controller", "aspen"), "Say which roles: --role caseworker"),
        (
            ("add", "odile", "--name", "O", "--controller", "aspen", "--role", "dpo"),
            "“odile” is not an e-mail address.",
        ),
        (("link", "nobody@example.org"), "There is no account “nobody@example.org”."),
        (
            ("remove-role", "nobody@example.org", "--controller", "aspen", "--role", "dpo"),
            "There is no account nobody@example.org.",
        ),
    ],
)
def test_refusals(words: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, error = staff(capsys, *words)
    assert (code, said) == (1, "")
    assert sentence in error
    assert not User.objects.exists()


def test_a_lost_link_is_made_again_and_both_end_with_the_first_use(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second = (
        link_in(staff(capsys, *words)[1]) for words in ((*NEW, "--role", "dpo"), ("link", MAILBOX))
    )
    client = Client()
    form = client.get(second, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": WORDS, "password2": WORDS})
    assert User.objects.get().check_password(WORDS)
    for address in (first, second):
        assert "does not work any more" in Client().get(address, follow=True).content.decode()
    links = Event.objects.filter(type=EventType.SETTING_CHANGED, data__key="staff.password_link")
    assert links.count() == 2
