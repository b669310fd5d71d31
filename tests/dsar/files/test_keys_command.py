"""The command that shows and rotates keys, also while others seal and open."""

import os
import threading
from base64 import b64encode
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from dsar.crypto.sealed import Place, open_sealed, seal
from dsar.enums import KeyScope
from dsar.models import DataKey
from tests.support.databases import CommittedDatabase

OLD, NEW = (f"{name}:{b64encode(os.urandom(32)).decode()}" for name in ("old", "new"))


def keys(action: str) -> str:
    out = StringIO()
    call_command("keys", action, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_road_from_the_old_master_key_to_the_new(settings: Settings) -> None:
    settings.MASTER_KEYS = OLD
    key = DataKey.objects.key_for(KeyScope.SUBMISSION, uuid4())
    settings.MASTER_KEYS = f"{NEW},{OLD}"
    assert keys("status") == "new: 0 live data keys (current)\nold: 1 live data keys\ndestroyed: 0\n"
    assert keys("rotate") == "1 data keys rewrapped; all live keys are under new.\n"
    assert keys("rotate").startswith("0 data keys")
    settings.MASTER_KEYS = NEW
    assert keys("status") == "new: 1 live data keys (current)\ndestroyed: 0\n"
    assert DataKey.objects.get().unwrapped() == key


@pytest.mark.django_db
def test_a_missing_master_key_is_an_error_with_a_sentence(settings: Settings) -> None:
    settings.MASTER_KEYS = OLD
    DataKey.objects.key_for(KeyScope.SUBMISSION, uuid4())
    settings.MASTER_KEYS = NEW
    with pytest.raises(CommandError, match=r"1 live data keys cannot be opened.*Add old to MASTER_KEYS"):
        keys("status")
    with pytest.raises(CommandError, match="Add old to MASTER_KEYS"):
        keys("rotate")
    settings.MASTER_KEYS = "nonsense"
    with pytest.raises(CommandError, match="MASTER_KEYS: "):
        keys("status")


def test_rotation_under_load_has_no_pause(committed_db: CommittedDatabase, settings: Settings) -> None:
    settings.MASTER_KEYS = OLD
    for _ in range(1200):
        DataKey.objects.key_for(KeyScope.SUBMISSION, uuid4())
    settings.MASTER_KEYS = f"{NEW},{OLD}"
    stop, faults, done = threading.Event(), list[BaseException](), list[int]()

    def use() -> None:
        count = 0
        try:
            while not stop.is_set() or not count:
                place = Place("dsar_person", "name", uuid4())
                sealed = seal("Ada Quill", DataKey.objects.key_for(KeyScope.SUBMISSION, place.row), place)
                assert open_sealed(sealed, DataKey.objects.by_id(sealed.key_id), place) == "Ada Quill"
                assert DataKey.objects.order_by("?")[0].unwrapped()
                count += 1
        except BaseException as fault:
            faults.append(fault)
        finally:
            done.append(count)
            connection.close()

    threads = [threading.Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    answer = keys("rotate")
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert min(done) > 0
    assert int(answer.split()[0]) == 1200
    assert not DataKey.objects.exclude(master_id="new").exists()
