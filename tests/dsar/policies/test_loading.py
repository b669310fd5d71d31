"""Loading a policy: all or nothing, once, said line by line, in the log, and nothing lost that cases need."""

import json

import pytest
from django.test import Client

from dsar.enums import EventType, Role
from dsar.models import Case, Controller, Event, Recipient, System, User
from dsar.selectors import calendars
from dsar.services import staff
from dsar.services.errors import Refused
from dsar.services.policies.stored import policy_of
from dsar.services.policies.writing import written
from exports.models import SourceConnection
from tests.dsar.policies.samples import SMALLEST, lines, load_text, loaded, read
from tests.factories.office import NOW, a_submission

pytestmark = pytest.mark.django_db

FAIR = "\n[[systems]]\n" + SMALLEST.split("[[systems]]\n")[1].replace('"Orders"', '"Fair"')
DAYS = '\n[[calendar.days]]\non = 2026-12-24\nname = "Closed"\n'


def aspen() -> Controller:
    return Controller.objects.get(slug="aspen")


def settings_told() -> list[dict[str, object]]:
    return list(
        Event.objects.filter(type=EventType.SETTING_CHANGED)
        .order_by("sequence")
        .values_list("data", flat=True)
    )


def test_a_new_controller_has_all_of_it_and_a_public_page() -> None:
    done = load_text(SMALLEST)
    assert done.created
    assert (aspen().language, aspen().opened_at) == ("en-gb", NOW)
    assert Client().get("/c/aspen/").status_code == 200
    (event,) = Event.objects.filter(type=EventType.POLICY_LOADED)
    assert event.controller == aspen()
    assert event.data == {"sha256": read(SMALLEST).sha256, "changes": 0, "created": True}


def test_loading_twice_changes_nothing_and_logs_nothing() -> None:
    load_text(SMALLEST + DAYS)
    before = [
        Event.objects.count(),
        set(System.objects.values_list("pk")),
        set(Recipient.objects.values_list("pk")),
    ]
    again = load_text(SMALLEST + DAYS)
    assert (again.written, again.changes) == (False, ())
    assert before == [
        Event.objects.count(),
        set(System.objects.values_list("pk")),
        set(Recipient.objects.values_list("pk")),
    ]


def test_the_example_policies_load_twice() -> None:
    for letter in "ABCDE":
        first, count = loaded(letter), Event.objects.count()
        assert loaded(letter) == first
        assert Event.objects.count() == count


def test_each_change_is_said_and_logged() -> None:
    load_text(SMALLEST)
    text = SMALLEST.replace("days = 30", "days = 21").replace(
        "[dpo]\n", '[dpo]\nname = "Wendeline Marchbank"\n'
    )
    text = text.replace('"Dovecote Couriers"', '"Heronsway Couriers"').replace("6 years", "7 years")
    done = load_text(text + "\n[promise]\ndays = 28\n")
    assert lines(done) == [
        "dpo.name: nothing -> “Wendeline Marchbank”",
        "promise.days: nothing -> 28",
        "silence.days: 30 -> 21",
        "systems.retention “Orders”: “6 years” -> “7 years”",
        "systems.recipients “Orders” “Heronsway Couriers”: new",
        "systems.recipients “Orders” “Dovecote Couriers”: taken out",
    ]
    assert (aspen().promise_days, aspen().silence_days) == (28, 21)
    system = str(System.objects.get().pk)
    assert settings_told() == [
        {"key": "dpo.name", "what": "changed"},
        {"key": "promise.days", "what": "changed", "from": None, "to": 28},
        {"key": "silence.days", "what": "changed", "from": 30, "to": 21},
        {"key": "systems.retention", "what": "changed", "system": system},
        {"key": "systems.recipients", "what": "added", "system": system},
        {"key": "systems.recipients", "what": "removed", "system": system},
    ]
    newest = Event.objects.filter(type=EventType.POLICY_LOADED).latest("recorded_at")
    assert (newest.data["changes"], newest.data["created"]) == (6, False)


def test_no_name_or_address_gets_into_the_log() -> None:
    load_text(SMALLEST)
    load_text(SMALLEST.replace("[dpo]\n", '[dpo]\nname = "Wendeline Marchbank"\n').replace("dpo@", "data@"))
    logged = json.dumps(list(Event.objects.values_list("data", flat=True)))
    assert "Wendeline" not in logged
    assert "example.org" not in logged


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    assert load_text(SMALLEST, dry_run=True).created
    assert not Controller.objects.filter(slug="aspen").exists()
    load_text(SMALLEST)
    count = Event.objects.count()
    changed = SMALLEST.replace("link_days = 14", "link_days = 7")
    dry = lines(load_text(changed, dry_run=True))
    assert (aspen().link_days, Event.objects.count()) == (14, count)
    assert dry == lines(load_text(changed)) == ["retention.link_days: 14 -> 7"]


def test_a_file_that_only_looks_different_is_noted_and_changes_nothing() -> None:
    load_text(SMALLEST)
    done = load_text("# looked through in the autumn\n" + SMALLEST)
    assert (done.written, done.changes) == (True, ())
    assert aspen().policy_sha256 == read("# looked through in the autumn\n" + SMALLEST).sha256


def test_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A load that cannot end leaves the controller as it was, its register too."""
    load_text(SMALLEST)
    before = written(policy_of(aspen()))
    monkeypatch.setattr(
        "dsar.services.policies.loading.set_days", lambda *_a, **_k: (_ for _ in ()).throw(Refused("no"))
    )
    with pytest.raises(Refused):
        load_text(SMALLEST.replace("link_days = 14", "link_days = 7") + FAIR)
    assert written(policy_of(aspen())) == before


def test_a_system_with_a_source_stays_and_that_is_said() -> None:
    load_text(SMALLEST + FAIR)
    fair = System.objects.get(name="Fair")
    source = SourceConnection(controller=aspen(), system=fair, name="Stall", kind="postgresql", added_at=NOW)
    source.seal("address", "postgresql://x@example.org/fair")
    source.save()
    done = load_text(SMALLEST)
    assert lines(done) == ["systems “Fair”: stays, because cases or sources refer to it"]
    assert System.objects.filter(pk=fair.pk).exists()
    assert fair.recipients.count() == 1
    again = load_text(SMALLEST)
    assert not again.written
    assert lines(again) == lines(done)


def test_a_system_that_nothing_refers_to_is_taken_out() -> None:
    load_text(SMALLEST + FAIR)
    assert lines(load_text(SMALLEST)) == ["systems “Fair”: taken out"]
    assert [system.name for system in System.objects.all()] == ["Orders"]


def test_a_system_is_renamed_and_stays_the_same_row() -> None:
    load_text(SMALLEST)
    was = System.objects.get().pk
    renamed = SMALLEST.replace('name = "Orders"', 'name = "Orders and parcels"\nformerly = "Orders"')
    assert lines(load_text(renamed)) == ["systems.name “Orders”: “Orders” -> “Orders and parcels”"]
    assert (System.objects.get().pk, System.objects.get().name) == (was, "Orders and parcels")
    assert not load_text(renamed).written


def test_own_days_come_go_and_are_left_alone_by_a_file_without_a_calendar() -> None:
    load_text(SMALLEST)
    assert lines(load_text(SMALLEST + DAYS)) == ["calendar.days 2026-12-24 “Closed”: new"]
    assert calendars.current(aspen()).extra_days == [["2026-12-24", "Closed", False]]  # type: ignore[union-attr]
    assert load_text(SMALLEST).changes == ()
    other = DAYS.replace("2026-12-24", "2026-12-29")
    assert lines(load_text(SMALLEST + other)) == [
        "calendar.days 2026-12-29 “Closed”: new",
        "calendar.days 2026-12-24 “Closed”: taken out",
    ]


def test_release_mode_is_copied_when_a_case_opens_and_never_moves() -> None:
    load_text(SMALLEST.replace('"second_person"', '"single"'))
    first = a_submission(aspen()).cases.get()
    load_text(SMALLEST)
    second = a_submission(aspen()).cases.get()
    first.refresh_from_db()
    assert (first.release_mode, second.release_mode) == ("single", "second_person")
    assert first.events.get(type=EventType.CASE_OPENED).data["release_mode"] == "single"


def test_a_promise_changed_later_moves_no_open_case() -> None:
    load_text(SMALLEST)
    case = a_submission(aspen()).cases.get()
    target = case.target_on
    load_text(SMALLEST + "\n[promise]\ndays = 14\n")
    assert Case.objects.get(pk=case.pk).target_on == target
    assert a_submission(aspen()).cases.get().target_on < target


def test_holders_are_tied_to_their_accounts() -> None:
    load_text(SMALLEST)
    user, _new = staff.add("Office@aspen.example.org", "Orla Fenwright", aspen(), [Role.HOLDER], now=NOW)
    assert System.objects.get().holder == user
    load_text(SMALLEST.replace("office@aspen", "stock@aspen"))
    assert System.objects.get().holder is None
    load_text(SMALLEST)
    assert System.objects.get().holder == user
    staff.remove_role(user.email, aspen(), Role.HOLDER, now=NOW)
    assert System.objects.get().holder is None
    assert User.objects.filter(pk=user.pk).exists()
