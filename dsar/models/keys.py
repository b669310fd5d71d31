"""Data keys: one for each submission, controller and the installation, kept wrapped by a master key."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache, partial
from typing import Final, NoReturn
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.db.models.functions import Now

from dsar.crypto.keyring import Keyring
from dsar.crypto.master import MasterKeys
from dsar.crypto.sealed import KEY_BYTES, CannotOpen, Key
from dsar.enums import KeyPurpose, KeyScope

REWRAP_BATCH: Final = 500

_opened = Keyring()
#: The ids of the keys of blind indexes, by database, scope and whose; the keys themselves are in the ring.
_index_ids: dict[tuple[str, str, UUID | None], UUID] = {}
_held: ContextVar[dict[tuple[str, UUID | None, str], Key] | None] = ContextVar("held", default=None)


class KeyDestroyed(CannotOpen):
    """The key was destroyed, and with it all that it sealed; that submission gets no new one."""


@lru_cache(maxsize=4)
def _parsed(text: str) -> MasterKeys:
    return MasterKeys.parse(text)


def master_keys() -> MasterKeys:
    """The master keys of the setting MASTER_KEYS; BadMasterKeysError when it is not usable."""
    return _parsed(settings.MASTER_KEYS)


class DataKeyManager(models.Manager["DataKey"]):
    """Finds, makes and destroys data keys; only this manager unwraps them."""

    def key_for(self, scope: KeyScope, scope_id: UUID | None, purpose: KeyPurpose = KeyPurpose.SEAL) -> Key:
        """The key to seal with, made on first use; of two that make it at once, both get the same one.

        Asks the database, once within ``holding``: a key remembered from a transaction that was rolled back
        would seal what nobody can open. KeyDestroyed for a submission that was erased: a late job must not
        begin it anew.
        """
        held, place = _held.get(), (scope, scope_id, purpose)
        if held is not None and place in held:
            return held[place]
        live = self.filter(scope=scope, scope_id=scope_id, purpose=purpose, destroyed_at=None)
        row = live.first()
        if row is None:
            gone = self.filter(scope=scope, scope_id=scope_id, destroyed_at__isnull=False)
            if scope == KeyScope.SUBMISSION and gone.exists():
                self._refuse_destroyed(scope_id)
            self._make(scope, scope_id, purpose)
            row = live.first() or self._refuse_destroyed(scope_id)
        key = row.unwrapped()
        if held is not None:
            held[place] = key
        return key

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Hold each key that is sealed with; for one short transaction that writes many rows, within it."""
        if _held.get() is not None:
            yield
            return
        before = _held.set({})
        try:
            yield
        finally:
            _held.reset(before)

    def hold(self, row: DataKey) -> None:
        """Seal with a live key for as long as keys are held: one read within this very transaction.

        The caller knows that nobody can destroy it before the transaction ends.
        """
        if (held := _held.get()) is not None:
            held[KeyScope(row.scope), row.scope_id, row.purpose] = row.unwrapped()

    def remember(self, row: DataKey) -> None:
        """Open with a live key that was read just now together with what it opens."""
        _opened.put(row.unwrapped())

    def index_key(self, scope: KeyScope, scope_id: UUID | None) -> Key:
        """The key of a blind index; one that is committed is remembered as long as keys that open are.

        Nothing is sealed with it: a token made with a key that was destroyed meanwhile finds nothing.
        """
        place = (str(connection.settings_dict["NAME"]), scope, scope_id)
        known = _index_ids.get(place)
        key = _opened.get(known) if known else None
        if key is None:
            key = self.key_for(scope, scope_id, KeyPurpose.INDEX)
            transaction.on_commit(partial(self._remember, place, key))
        return key

    def by_id(self, key_id: UUID) -> Key:
        """The key to open with; KeyDestroyed when it was destroyed, CannotOpen when there is none."""
        key = _opened.get(key_id)
        if key is None:
            row = self.filter(pk=key_id).first()
            if row is None:
                raise CannotOpen(f"There is no data key {key_id}.")
            key = row.unwrapped()
            _opened.put(key)
        return key

    def warm(self, key_ids: Iterable[UUID]) -> None:
        """Read many keys with one query, before a page opens values of many submissions."""
        missing = {key_id for key_id in key_ids if _opened.get(key_id) is None}
        if missing:
            for row in self.filter(pk__in=missing, destroyed_at=None):
                _opened.put(row.unwrapped())

    def destroy(self, scope: KeyScope, scope_id: UUID | None, now: datetime) -> int:
        """Destroy all keys of a scope, for every purpose; answers how many. What they sealed is gone."""
        doomed = list(
            self.filter(scope=scope, scope_id=scope_id, destroyed_at=None).values_list("pk", flat=True)
        )
        count = self.filter(pk__in=doomed, destroyed_at=None).update(wrapped=None, destroyed_at=now)
        _opened.drop(doomed)
        if held := _held.get():
            held.clear()
        transaction.on_commit(partial(_opened.drop, doomed))
        return count

    def rewrap(self, limit: int = REWRAP_BATCH) -> int:
        """Wrap up to `limit` keys under the current master key, in one transaction; answers how many."""
        masters = master_keys()
        with transaction.atomic():
            stale = self.select_for_update().filter(destroyed_at=None).exclude(master_id=masters.current)
            rows = list(stale.order_by("pk")[:limit])
            for row in rows:
                row.wrapped = masters.wrap(row.unwrapped().secret, row.pk)
                row.master_id = masters.current
            self.bulk_update(rows, ["wrapped", "master_id"])
        return len(rows)

    def _make(self, scope: KeyScope, scope_id: UUID | None, purpose: KeyPurpose) -> None:
        masters, key_id = master_keys(), uuid4()
        row = self.model(
            id=key_id,
            scope=scope,
            scope_id=scope_id,
            purpose=purpose,
            wrapped=masters.wrap(os.urandom(KEY_BYTES), key_id),
            master_id=masters.current,
        )
        self.bulk_create([row], ignore_conflicts=True)

    @staticmethod
    def _remember(place: tuple[str, str, UUID | None], key: Key) -> None:
        _opened.put(key)
        _index_ids[place] = key.id

    @staticmethod
    def _refuse_destroyed(scope_id: UUID | None) -> NoReturn:
        raise KeyDestroyed(f"The keys of {scope_id} were destroyed.")


class DataKey(models.Model):
    """One data key of 32 bytes, wrapped; `destroyed_at` (UTC) and an empty `wrapped` go together.

    `scope_id` is the id of the submission or the controller, and empty for the installation.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    scope = models.CharField(max_length=20, choices=[(s.value, s.value) for s in KeyScope])
    scope_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=20, choices=[(p.value, p.value) for p in KeyPurpose])
    wrapped = models.BinaryField(null=True)
    master_id = models.CharField(max_length=40)
    created_at = models.DateTimeField(db_default=Now())
    destroyed_at = models.DateTimeField(null=True)

    objects = DataKeyManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "scope_id", "purpose"],
                condition=Q(destroyed_at=None),
                nulls_distinct=False,
                name="datakey_one_live",
            ),
            models.CheckConstraint(
                condition=Q(wrapped=None, destroyed_at__isnull=False)
                | Q(wrapped__isnull=False, destroyed_at=None),
                name="datakey_wrapped_or_destroyed",
            ),
            models.CheckConstraint(
                condition=Q(scope=KeyScope.INSTALLATION, scope_id=None)
                | (~Q(scope=KeyScope.INSTALLATION) & Q(scope_id__isnull=False)),
                name="datakey_scope_has_id",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} key of {self.scope} {self.scope_id or ''}".strip()

    def unwrapped(self) -> Key:
        """The key itself; KeyDestroyed, or CannotOpen when no configured master key opens it."""
        if self.wrapped is None:
            raise KeyDestroyed(f"The data key {self.pk} was destroyed.")
        return Key(self.pk, master_keys().unwrap(bytes(self.wrapped), self.pk))
