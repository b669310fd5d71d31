"""Sealed columns: a model holds `Sealed` values, and sealing and opening are said out loud.

A field that encrypted by itself would let `update()` and raw rows write plaintext; here a plain string is a
TypeError in Python and a violated CHECK in the database.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from dsar.crypto.sealed import SHAPE, CannotOpen, Place, Sealed, open_sealed, seal
from dsar.enums import KeyScope
from dsar.models.keys import DataKey

_LOOKUPS: Final = frozenset({"exact", "isnull"})

if TYPE_CHECKING:
    _SealedText = models.TextField[Sealed | None, Sealed | None]
else:
    _SealedText = models.TextField


class SealedField(_SealedText):
    """A text column whose value is `Sealed` or None; a `str` is a TypeError on save, update and filter."""

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> Sealed | None:
        """The column's text as a sealed value."""
        return None if value is None else Sealed(value)

    def to_python(self, value: Any) -> Sealed | None:
        """Take a sealed value or its text (as in a fixture); plain text is a TypeError."""
        if isinstance(value, str):
            try:
                return Sealed(value)
            except ValueError:
                raise self._refusal(value) from None
        return self._checked(value)

    def get_prep_value(self, value: Any) -> Any:
        """The text to store; every write and every filter value passes here, expressions apart."""
        if hasattr(value, "resolve_expression"):
            return value
        sealed = self._checked(value)
        return None if sealed is None else sealed.token

    def get_lookup(self, lookup_name: str) -> Any:
        """Only equality and null: a sealed value is found by its blind tokens."""
        if lookup_name not in _LOOKUPS:
            raise TypeError(f"{self.name} is sealed: search by blind token, not by {lookup_name}")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        """The sealed text, for serialisers."""
        sealed = self._checked(self.value_from_object(obj))
        return "" if sealed is None else sealed.token

    def formfield(self, *args: Any, **kwargs: Any) -> None:
        """None: no form may be made of a sealed column."""
        return

    def _checked(self, value: Any) -> Sealed | None:
        if value is None or isinstance(value, Sealed):
            return value
        raise self._refusal(value)

    def _refusal(self, value: object) -> TypeError:
        return TypeError(f"{self.name} is sealed: it takes Sealed or None, not {type(value).__name__}")


class SealedShape(models.Func):
    """Whether a column has the shape of a sealed value; null counts as true in a CHECK."""

    template = f"%(expressions)s ~ '{SHAPE}'"
    output_field = models.BooleanField()
    arity = 1


def sealed_check(model: str, field: str) -> models.CheckConstraint:
    """A CHECK by which the database itself refuses plaintext in a sealed column; names are lower case."""
    return models.CheckConstraint(condition=SealedShape(models.F(field)), name=f"{model}_{field}_sealed")


class SealingModel(models.Model):
    """A model with sealed fields; its id exists before the row does, and every value is bound to it."""

    class Meta:
        abstract = True

    @abstractmethod
    def sealing_scope(self) -> tuple[KeyScope, UUID | None]:
        """Return the scope of the key that seals this row."""

    def seal(self, field: str, text: str | None) -> None:
        """Set a sealed field from plaintext, without saving; empty text becomes null."""
        if not text:
            setattr(self, field, None)
            return
        key = DataKey.objects.key_for(*self.sealing_scope())
        setattr(self, field, seal(text, key, self._place(field)))

    def open(self, field: str) -> str:
        """The plaintext of a sealed field, "" when null; CannotOpen when moved, altered, or shredded."""
        sealed = getattr(self, field)
        if sealed is None:
            return ""
        if not isinstance(sealed, Sealed):
            raise CannotOpen(f"{field} holds no sealed value")
        return open_sealed(sealed, DataKey.objects.by_id(sealed.key_id), self._place(field))

    def sealed_values(self) -> Iterable[Sealed]:
        """All sealed values that this row holds now."""
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname) if isinstance(field, SealedField) else None
            if isinstance(value, Sealed):
                yield value

    def _place(self, field: str) -> Place:
        if not isinstance(self._meta.get_field(field), SealedField):
            raise TypeError(f"{field} is not a sealed field")
        return Place(self._meta.db_table, field, self.pk)


def warm(rows: Iterable[SealingModel]) -> None:
    """Read the keys of many rows with one query; for lists, where each row has a key of its own."""
    DataKey.objects.warm({sealed.key_id for row in rows for sealed in row.sealed_values()})
