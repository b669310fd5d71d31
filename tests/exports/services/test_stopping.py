"""A search that is stopped, a source searched again while others go on, and what a person is searched by."""

from datetime import timedelta

import pytest

from dsar.audit.sentences import sentence
from dsar.enums import EventType, Role, Status
from dsar.models import Case, Event, Job, User
from dsar.services import job_runner
from dsar.services.doctor import examine
from dsar.services.errors import Refused
from exports.enums import CollectionState, IdentifierKind
from exports.models import Collection, Identifier, SourceConnection
from exports.services import collect, identifiers, search
from exports.services.material import of_case
from exports.sources.base import Identity, IdentityKind
from exports.views.searched import time_left
from tests.exports.services.conftest import ORDERS, Shop, connect
from tests.exports.services.reading import manifest, opened
from tests.factories.office import NOW, staff
from tests.factories.road import due_now, in_review, released, work_off


def caseworker() -> User:
    return staff(Role.CASEWORKER)


def current(case: Case, name: str = "CRM") -> Collection:
    return next(each for each in search.current(case) if each.source.name == name)


def status(case: Case) -> str:
    return Case.objects.get(pk=case.pk).status


@pytest.fixture
def two(case: Case, shop: Shop) -> Case:
    """The case with a second source over the same database."""
    first = SourceConnection.objects.get(name="CRM")
    SourceConnection.objects.filter(pk=first.pk).update(name="Archive")
    connect(shop)
    return case


def run(collection: Collection) -> Job:
    job = Job.objects.get(subject_id=collection.pk)
    due_now(job)
    job_runner.run(job.pk, clock=lambda: NOW)
    return Job.objects.get(pk=job.pk)


def test_a_running_search_is_stopped_and_what_it_found_stays(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    search.start(case, actor=caseworker(), now=NOW)
    published = collect.Tally._publish

    def then_stopped(tally: collect.Tally, found: object, position: int) -> None:
        published(tally, found, position)  # type: ignore[arg-type]  # passed on as it came
        if position == 0:
            search.stop(case, current(case).source, actor=caseworker(), now=NOW)

    monkeypatch.setattr(collect.Tally, "_publish", then_stopped)
    job = run(current(case))
    collection = current(case)
    assert (job.state, collection.state) == ("cancelled", CollectionState.CANCELLED)
    assert [each.record_set for each in of_case(case)] == ["people"]
    assert status(case) == Status.PREPARING
    stopped = Event.objects.get(type=EventType.SEARCH_STOPPED)
    assert (stopped.data, stopped.actor) == ({"source": str(collection.source_id)}, caseworker())
    assert "was stopped before its end" in sentence(stopped.type, stopped.data)
    assert not Event.objects.filter(type=EventType.SOURCE_FAILED).exists(), "nothing failed"
    package = manifest(opened(released(in_review(case))))
    assert package["sources"][0]["state"] == "cancelled"
    assert "could not be searched to its end" in package["not_covered"][0]["why"]
    assert list(examine(NOW, strict=True)) == []


def test_what_is_over_cannot_be_stopped(case: Case) -> None:
    search.start(case, actor=caseworker(), now=NOW)
    work_off()
    with pytest.raises(Refused, match="over already"):
        search.stop(case, current(case).source, actor=caseworker(), now=NOW)


def test_one_source_is_stopped_and_searched_again_while_the_other_waits(two: Case) -> None:
    search.start(two, actor=caseworker(), now=NOW)
    archive = current(two, "Archive").source
    with pytest.raises(Refused, match="being searched now"):
        search.again(two, archive, actor=caseworker(), now=NOW)
    search.stop(two, archive, actor=caseworker(), now=NOW)
    assert status(two) == Status.SEARCHING, "the other one still has to end"
    search.again(two, archive, actor=caseworker(), now=NOW)
    assert current(two, "Archive").run == 2
    work_off()
    assert status(two) == Status.PREPARING
    assert {each.source.name: each.rows for each in search.current(two)} == {
        "Archive": 1 + ORDERS + 2,
        "CRM": 1 + ORDERS + 2,
    }
    assert Event.objects.filter(type=EventType.SOURCE_SEARCHED).count() == 2
    assert list(examine(NOW, strict=True)) == []


def test_everything_verified_is_searched_by_and_stands_in_the_record(case: Case) -> None:
    identifiers.add(
        case,
        kind=IdentifierKind.EMAIL,
        value="tobias@example.org",
        verified="They answered from it.",
        actor=caseworker(),
        now=NOW,
    )
    search.start(case, actor=caseworker(), now=NOW)
    work_off()
    collection = current(case)
    assert collection.rows == 1 + ORDERS + 2 + 1 + 50
    assert identifiers.used(collection) == [
        ("email", "sofia.lindqvist@example.org"),
        ("email", "tobias@example.org"),
    ]
    assert collection.searched_by == ["email"]
    assert "tobias" not in str(Identifier.objects.values_list("value", "verified"))
    assert "tobias" not in str(list(Event.objects.values_list("data", flat=True)))


def test_what_to_search_by_is_refused_in_words(case: Case) -> None:
    def add(value: str, verified: str = "seen on an invoice") -> Identifier:
        return identifiers.add(
            case,
            kind=IdentifierKind.CUSTOMER_NUMBER,
            value=value,
            verified=verified,
            actor=caseworker(),
            now=NOW,
        )

    row = add(" C-4711 ")
    assert identifiers.identities_of(case)[-1] == Identity(IdentityKind.CUSTOMER_NUMBER, "C-4711")
    with pytest.raises(Refused, match="searched by this already"):
        add("C-4711")
    with pytest.raises(Refused, match="how it was verified"):
        add("C-4712", " ")
    identifiers.drop(case, row.pk, actor=caseworker(), now=NOW)
    with pytest.raises(Refused, match="off the list"):
        identifiers.drop(case, row.pk, actor=caseworker(), now=NOW)
    assert [each.kind for each in identifiers.identities_of(case)] == ["email"]
    told = Event.objects.filter(type=EventType.SEARCHED_BY_CHANGED).order_by("sequence")
    assert [sentence(each.type, each.data) for each in told] == [
        "Something more to search by was verified: a customer number.",
        "The person is no longer searched by something that was verified: a customer number.",
    ]
    assert "4711" not in str([each.data for each in told])


def test_time_left_is_told_only_where_it_is_known() -> None:
    begun = NOW - timedelta(seconds=30)
    assert time_left(1_000, 3_000, begun, NOW) == "about 60 seconds left"
    assert time_left(1_000, 61_000, begun, NOW) == "about 30 minutes left"
    assert time_left(1_000, 0, begun, NOW) == ""
    assert time_left(1_000, 3_000, NOW, NOW) == ""
