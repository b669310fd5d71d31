"""Every kind of event has its sentence, made of codes, and stands when the details are gone."""

import re

import pytest
from django.urls import reverse

from dsar.audit.sentences import sentence
from dsar.enums import Channel, EventType, KeyScope, Role
from dsar.models import DataKey
from tests.factories.office import NOW, a_case, an_office
from tests.factories.staff import client_of


@pytest.mark.parametrize("kind", list(EventType))
def test_every_kind_of_event_has_a_sentence(kind: EventType) -> None:
    words = sentence(kind, {})
    assert words.endswith(".")
    assert words[0].isupper()


def test_no_two_kinds_are_told_alike() -> None:
    told = [sentence(kind, {}) for kind in EventType]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        (
            "search_finished",
            {"rows": 1234, "failed": ["x"]},
            "The search is over: 1,234 rows found. 1 source failed.",
        ),
        ("source_searched", {"rows": 1}, "A source was searched: 1 row."),
        ("material_decided", {"decision": "withhold_rows", "rows": 2}, "2 rows of an item were withheld."),
        (
            "deadline_moved",
            {"from": {"limit_on": "2026-12-24"}, "to": {"limit_on": None}},
            "The limit of 24 December 2026 holds no longer; there is no date for now.",
        ),
        (
            "deadline_moved",
            {"from": {"limit_on": None}, "to": {"limit_on": "2026-12-24"}},
            "There is a limit: 24 December 2026.",
        ),
        ("task_given", {"action": "erase"}, "A task was given: Erase the data."),
        (
            "task_given",
            {"action": "nothing_held"},
            "It was noted that a system holds nothing about this person.",
        ),
        ("message_sent", {"kind": "complaint_outcome"}, "A message was sent: Outcome of a complaint."),
        ("owner_changed", {"to": "u1"}, "The case was given to Ines Calloway."),
        ("message_sent", {"kind": "id_request"}, "A message was sent: Request for proof of identity."),
    ],
)
def test_sentences_say_what_the_codes_say(kind: str, data: dict[str, object], words: str) -> None:
    assert sentence(kind, data, {"u1": "Ines Calloway"}) == words


@pytest.mark.parametrize("channel", list(Channel))
def test_how_a_request_came_stands_within_its_sentence(channel: Channel) -> None:
    words = sentence("submission_received", {"channel": channel, "rights": ["access", "erasure"]})
    own = sentence("submission_received", {"channel": channel, "rights": ["unsorted"]})
    assert re.fullmatch(r"A request in the person’s own words arrived [a-z -]+\.", own), own
    assert re.fullmatch(r"A request arrived [a-z -]+: Access, Erasure\.", words), words


def test_every_tab_that_is_looked_at_has_its_word() -> None:
    tabs = {
        "overview",
        "identity",
        "search",
        "material",
        "letters",
        "messages",
        "clock",
        "log",
        "review",
        "work",
    }
    told = {sentence("case_viewed", {"part": tab}) for tab in tabs}
    assert len(told) == len(tabs)
    assert "The case was looked at." not in told


@pytest.mark.django_db
def test_the_log_stands_when_the_keys_are_destroyed() -> None:
    an_office()
    case = a_case()
    client, address = client_of(Role.AUDITOR), reverse("dsar:case_log", args=[case.id])
    before = [entry.words for entry in client.get(address).context["entries"]]
    DataKey.objects.destroy(KeyScope.SUBMISSION, case.submission_id, NOW)
    page = client.get(address)
    assert page.status_code == 200
    assert [entry.words for entry in page.context["entries"]] == before
    assert "Sofia Lindqvist" not in page.content.decode()
    assert "(details erased)" in page.content.decode()
    assert client.get(reverse("dsar:case", args=[case.id])).status_code == 200
    assert client.get("/desk/cases/").status_code == 200


@pytest.mark.django_db
def test_views_are_shown_when_asked_for() -> None:
    an_office()
    case = a_case()
    client, address = client_of(Role.AUDITOR), reverse("dsar:case_log", args=[case.id])
    client.get(address)
    assert "The case was looked at" not in client.get(address).content.decode()
    page = client.get(f"{address}?views=1").content.decode()
    assert "The case was looked at (log)." in page
    assert "is whole" in page
