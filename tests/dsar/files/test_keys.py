"""Data keys: one live key for each scope and purpose, wrapped, destroyed for good, rewrapped."""

import os
import threading
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from dsar.crypto.master import UnknownMasterKeyError
from dsar.crypto.sealed import CannotOpen, Key
from dsar.enums import KeyPurpose, KeyScope
from dsar.models import DataKey
from dsar.models.keys import KeyDestroyed
from tests.dsar.files.conftest import NOW
from tests.support.databases import CommittedDatabase


def master(name: str) -> str:
    return f"{name}:{b64encode(os.urandom(32)).decode()}"


@pytest.mark.django_db
def test_a_key_is_made_once_for_each_scope_and_purpose() -> None:
    owner = uuid4()
    seal = DataKey.objects.key_for(KeyScope.SUBMISSION, owner)
    again = DataKey.objects.key_for(KeyScope.SUBMISSION, owner)
    index = DataKey.objects.key_for(KeyScope.SUBMISSION, owner, KeyPurpose.INDEX)
    other = DataKey.objects.key_for(KeyScope.SUBMISSION, uuid4())
    house = DataKey.objects.key_for(KeyScope.INSTALLATION, None)
    assert seal == again == DataKey.objects.by_id(seal.id)
    assert house == DataKey.objects.key_for(KeyScope.INSTALLATION, None)
    assert len({seal.secret, index.secret, other.secret, house.secret}) == 4


@pytest.mark.django_db
def test_the_database_holds_only_the_wrapped_key() -> None:
    key = DataKey.objects.key_for(KeyScope.CONTROLLER, uuid4())
    with connection.cursor() as cursor:
        cursor.execute("SELECT k::text FROM dsar_datakey k")
        rows = " ".join(row[0] for row in cursor.fetchall())
    assert key.id.hex in rows.replace("-", "")
    assert key.secret.hex() not in rows


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scope", "scope_id"),
    [(KeyScope.INSTALLATION, uuid4()), (KeyScope.SUBMISSION, None), (KeyScope.CONTROLLER, None)],
)
def test_a_scope_and_its_id_go_together(scope: KeyScope, scope_id: UUID | None) -> None:
    with pytest.raises(IntegrityError, match="datakey_scope_has_id"):
        DataKey.objects.key_for(scope, scope_id)


@pytest.mark.django_db
def test_a_destroyed_key_opens_nothing_and_is_not_made_anew() -> None:
    owner = uuid4()
    key = DataKey.objects.key_for(KeyScope.SUBMISSION, owner)
    DataKey.objects.key_for(KeyScope.SUBMISSION, owner, KeyPurpose.INDEX)
    DataKey.objects.by_id(key.id)
    assert DataKey.objects.destroy(KeyScope.SUBMISSION, owner, NOW) == 2
    with pytest.raises(KeyDestroyed):
        DataKey.objects.by_id(key.id)
    with pytest.raises(KeyDestroyed):
        DataKey.objects.key_for(KeyScope.SUBMISSION, owner)
    row = DataKey.objects.get(pk=key.id)
    assert (row.wrapped, row.destroyed_at) == (None, NOW)
    assert DataKey.objects.destroy(KeyScope.SUBMISSION, owner, NOW) == 0


@pytest.mark.django_db
def test_a_controller_whose_key_was_destroyed_gets_a_new_one() -> None:
    owner = uuid4()
    first = DataKey.objects.key_for(KeyScope.CONTROLLER, owner)
    DataKey.objects.destroy(KeyScope.CONTROLLER, owner, NOW)
    assert DataKey.objects.key_for(KeyScope.CONTROLLER, owner).id != first.id


@pytest.mark.django_db
def test_wrapped_and_destroyed_cannot_both_be() -> None:
    key = DataKey.objects.key_for(KeyScope.CONTROLLER, uuid4())
    with pytest.raises(IntegrityError, match="datakey_wrapped_or_destroyed"):
        DataKey.objects.filter(pk=key.id).update(destroyed_at=NOW)


@pytest.mark.django_db
def test_an_unknown_key_cannot_open() -> None:
    with pytest.raises(CannotOpen, match="no data key"):
        DataKey.objects.by_id(uuid4())


@pytest.mark.django_db
def test_warming_reads_many_keys_with_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ids = [DataKey.objects.key_for(KeyScope.SUBMISSION, uuid4()).id for _ in range(5)]
    with django_assert_num_queries(1):
        DataKey.objects.warm(ids)
        for key_id in ids:
            DataKey.objects.by_id(key_id)
        DataKey.objects.warm(ids)


@pytest.mark.django_db
def test_rewrapping_lets_the_old_master_key_go(settings: Settings) -> None:
    old, new = master("old"), master("new")
    settings.MASTER_KEYS = old
    keys = [DataKey.objects.key_for(KeyScope.SUBMISSION, uuid4()) for _ in range(5)]
    destroyed = uuid4()
    DataKey.objects.key_for(KeyScope.SUBMISSION, destroyed)
    DataKey.objects.destroy(KeyScope.SUBMISSION, destroyed, NOW)
    settings.MASTER_KEYS = f"{new},{old}"
    assert [DataKey.objects.rewrap(limit=3) for _ in range(3)] == [3, 2, 0]
    settings.MASTER_KEYS = new
    for key in keys:
        assert DataKey.objects.get(pk=key.id).unwrapped() == key
    settings.MASTER_KEYS = old
    with pytest.raises(UnknownMasterKeyError, match="Add new to MASTER_KEYS"):
        DataKey.objects.get(pk=keys[0].id).unwrapped()


def at_once(count: int, work: Callable[[], Key]) -> list[Key]:
    """Run the same work in as many threads, each on its own connection, all starting together."""
    barrier = threading.Barrier(count)

    def one(_number: int) -> Key:
        try:
            barrier.wait()
            with transaction.atomic():
                return work()
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.mark.parametrize("scope", [KeyScope.SUBMISSION, KeyScope.INSTALLATION])
def test_eight_that_come_first_at_once_get_the_same_key(
    committed_db: CommittedDatabase, scope: KeyScope
) -> None:
    for _ in range(5):
        owner = None if scope == KeyScope.INSTALLATION else uuid4()
        keys = at_once(8, lambda owner=owner: DataKey.objects.key_for(scope, owner))  # type: ignore[misc]
        assert len(set(keys)) == 1
        assert DataKey.objects.filter(scope=scope, scope_id=owner).count() == 1


def test_a_key_from_a_transaction_that_failed_is_never_used_again(committed_db: CommittedDatabase) -> None:
    owner = uuid4()
    with transaction.atomic():
        lost = DataKey.objects.key_for(KeyScope.SUBMISSION, owner)
        transaction.set_rollback(True)
    assert not DataKey.objects.exists()
    kept = DataKey.objects.key_for(KeyScope.SUBMISSION, owner)
    assert kept != lost
    assert DataKey.objects.get().unwrapped() == kept


@pytest.mark.django_db
def test_held_keys_are_asked_for_once_and_forgotten_when_destroyed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    owner = uuid4()
    key = DataKey.objects.key_for(KeyScope.SUBMISSION, owner)
    with DataKey.objects.holding():
        with django_assert_num_queries(1):
            assert {DataKey.objects.key_for(KeyScope.SUBMISSION, owner) for _ in range(3)} == {key}
        DataKey.objects.destroy(KeyScope.SUBMISSION, owner, NOW)
        with pytest.raises(KeyDestroyed):
            DataKey.objects.key_for(KeyScope.SUBMISSION, owner)
    with django_assert_num_queries(2), pytest.raises(KeyDestroyed):
        DataKey.objects.key_for(KeyScope.SUBMISSION, owner)


def test_an_index_key_is_remembered_once_committed_and_never_when_rolled_back(
    committed_db: CommittedDatabase, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = uuid4()
    with transaction.atomic():
        lost = DataKey.objects.index_key(KeyScope.CONTROLLER, owner)
        transaction.set_rollback(True)
    kept = DataKey.objects.index_key(KeyScope.CONTROLLER, owner)
    assert kept.id != lost.id
    with django_assert_num_queries(0):
        assert DataKey.objects.index_key(KeyScope.CONTROLLER, owner) == kept
    DataKey.objects.destroy(KeyScope.CONTROLLER, owner, NOW)
    assert DataKey.objects.index_key(KeyScope.CONTROLLER, owner).id != kept.id
