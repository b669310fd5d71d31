"""The public calculator over HTTP: the facts in the address, each refusal at its field, nothing kept."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.test import Client

BASE = {"jurisdiction": "uk-ew", "received": "2026-06-10"}


def page(query: str | dict[str, str]) -> tuple[int, str]:
    response = Client().get("/deadline/" + (f"?{query if isinstance(query, str) else urlencode(query)}"))
    return response.status_code, html.unescape(response.content.decode())


def fault_at(field: str, text: str) -> str:
    found = re.search(rf'<span class="error" id="id_{field}_error">(.*?)</span>\s*<', text, re.S)
    return re.sub("<[^>]*>", "", found[1]) if found else ""


def test_the_empty_page_asks() -> None:
    response = Client().get("/deadline/")
    assert response.status_code == 200
    assert "Work it out" in response.content.decode()


def test_the_limit_the_target_the_steps_and_the_months() -> None:
    status, text = page(
        BASE
        | {
            "received": "2026-11-24",
            "identity_requested": "2026-11-25",
            "identity_received": "2026-11-27",
            "pause_from": "2026-12-07",
            "pause_to": "2026-12-11",
            "promise_days": "28",
        }
    )
    assert status == 200
    for words in (
        "Why 4 January 2027 (Monday)",
        "30 December 2026 (Wednesday)",
        "5 days do not count",
        "Mon 7 to Fri 11 Dec 2026",
        "January 2027",
        "does not count",
    ):
        assert words in text
    assert text.count("<table") == 3
    assert "The time is running." in text
    assert "public holidays of edition" in text
    assert "holidays-" not in text


def test_a_limit_that_has_passed_is_not_called_running() -> None:
    _status, text = page(BASE)
    assert "The limit has passed." in text
    assert "The time is running." not in text


def test_the_address_that_is_given_to_share_shows_the_same() -> None:
    query = BASE | {
        "extended": "1",
        "notified": "2026-07-01",
        "pause2_from": "2026-06-12",
        "pause2_to": "2026-06-12",
    }
    _status, text = page(query | {"identity_requested": "", "right": "access"})
    shared = re.search(r'<a class="break" href="http://testserver(/deadline/\?[^"]+)"', text)
    assert shared is not None
    assert "identity_requested" not in shared[1]
    again = html.unescape(Client().get(shared[1]).content.decode())
    assert again.partition("<form")[0] == text.partition("<form")[0]
    assert "Why 11 August 2026 (Tuesday)" in again


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"received": "2026-02-30"}, "received", "is not a date that exists"),
        ({"received": "1899-12-31"}, "received", "out of range"),
        ({"received": "2200-01-01"}, "received", "out of range"),
        ({"received": ""}, "received", "Give the day"),
        ({"received_time": "25:00"}, "received_time", "not a time of day"),
        ({"jurisdiction": "uk"}, "jurisdiction", "not a place whose law we know"),
        ({"jurisdiction": ""}, "jurisdiction", "required"),
        ({"identity_received": "2026-06-12"}, "identity_received", "it was never asked for"),
        ({"identity_requested": "2026-06-09"}, "identity_requested", "before the request arrived"),
        ({"pause_from": "2026-06-12", "pause_to": "2026-06-11"}, "pause_to", "before the question was sent"),
        (
            {"pause2_from": "2026-06-12", "pause2_to": "2026-06-11"},
            "pause2_to",
            "before the question was sent",
        ),
        ({"pause_to": "2026-06-12"}, "pause_to", "no question was sent"),
        ({"pause2_to": "2026-06-12"}, "pause2_to", "no question was sent"),
        ({"pause_from": "2026-06-09"}, "pause_from", "before the request arrived"),
        (
            {"pause_from": "2026-06-11", "pause_to": "2026-06-11", "pause2_from": "2026-09-01"},
            "pause2_from",
            "after the time was over",
        ),
        ({"right": "erasure", "pause_from": "2026-06-12"}, "pause_from", "only for a request for access"),
        ({"right": "everything"}, "right", "valid choice"),
        ({"extended": "3"}, "extended", "The law allows one or two"),
        ({"extended": "maybe"}, "extended", "is no extension"),
        ({"notified": "2026-06-12"}, "notified", "the law allows one or two"),
        ({"extended": "2", "notified": "2026-07-11"}, "notified", "is too late"),
        ({"promise_days": "0"}, "promise_days", "Use 1 to 90"),
        ({"promise_days": "soon"}, "promise_days", "Use 1 to 90"),
        ({"promise_days": "9" * 5000}, "promise_days", "Use 1 to 90"),
    ],
)
def test_each_fault_stands_at_its_field(given: dict[str, str], field: str, sentence: str) -> None:
    status, text = page(BASE | given)
    assert status == 400
    assert sentence in fault_at(field, text)
    assert f'href="#id_{field}"' in text
    assert "Why " not in text


def test_a_second_extension_in_the_address_is_refused() -> None:
    status, text = page(urlencode(BASE) + "&extended=2&extended=1")
    assert status == 400
    assert "The law allows one extension." in fault_at("extended", text)


def test_several_bad_dates_are_all_named() -> None:
    status, text = page(BASE | {"received": "x", "pause_from": "31.12.2026"})
    assert status == 400
    assert fault_at("received", text)
    assert fault_at("pause_from", text)
    assert 'value="31.12.2026"' in text


def test_a_part_of_a_country_comes_by_address() -> None:
    _status, text = page({"jurisdiction": "eu-de-by", "received": "2025-12-06"})
    assert "Why 7 January 2026" in text  # Epiphany is a holiday in Bavaria
    assert "Germany (BY)" in text


def test_waiting_shows_no_date() -> None:
    _status, text = page(BASE | {"identity_requested": "2026-06-11"})
    assert "Why there is no date yet" in text
    assert "The last day for the answer" not in text


def test_markup_in_the_address_stays_text() -> None:
    response = Client().get("/deadline/", {"received": '"><script>x</script>', "jurisdiction": "<b>"})
    assert b"<script>x" not in response.content
    assert b'<b>"' not in response.content
