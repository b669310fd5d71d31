"""The pages on which staff sign in and keep their second factor: walked for real, then shown to axe."""

import re

import pyotp
import pytest
from django.test import Client
from playwright.sync_api import expect

from dsar.models import User
from tests.browser.stage import Stage, chromium, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "six unrelated winter words here"


def walk(client: Client) -> dict[str, bytes]:
    """Sign in, set up the second factor, go round the account; keep each page by its address."""
    pages: dict[str, bytes] = {}

    def look(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address} leads to {answer.headers.get('Location')}"
        pages[address] = answer.content
        return answer.content.decode()

    look("/accounts/login/")
    wrong = client.post("/accounts/login/", {"login": "mara@alder.example.org", "password": "no"})
    pages["/wrong/"] = wrong.content
    client.post("/accounts/login/", {"login": "mara@alder.example.org", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = re.search(r"<code>(\w+)</code>", look("/accounts/2fa/totp/activate/"))
    assert secret, "the secret stands on the page as text too"
    code = {"code": pyotp.TOTP(secret[1]).now()}
    assert client.post("/accounts/2fa/totp/activate/", code).status_code == 302
    for address in (
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/reauthenticate/",
        "/accounts/logout/",
    ):
        look(address)
    assert client.post("/accounts/logout/").status_code == 302
    client.post("/accounts/login/", {"login": "mara@alder.example.org", "password": PASSWORD})
    look("/accounts/2fa/authenticate/")
    return pages


@pytest.mark.django_db
def test_account_pages() -> None:
    User.objects.create_user(email="mara@alder.example.org", password=PASSWORD, name="Mara Ilves")
    client = Client(HTTP_HOST="localhost")
    pages = walk(client)
    with chromium() as browser:
        stage = Stage(browser, client, pages)
        with stage.page(320) as page:
            for address in pages:
                page.goto(address)
                assert faults_of(page) == [], address
                assert page.locator("h1").count() == 1, address
            page.goto("/wrong/")
            expect(page.get_by_role("alert")).to_be_visible()
            page.goto("/accounts/2fa/totp/activate/")
            assert page.evaluate("document.querySelector('.qr').naturalWidth") > 0
    assert stage.complaints == []
