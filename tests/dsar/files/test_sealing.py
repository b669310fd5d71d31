"""Sealed columns: no road of the ORM, and none of SQL, writes plaintext."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Value
from django.forms import modelform_factory
from pytest_django import DjangoAssertNumQueries

from dsar.crypto.sealed import CannotOpen
from dsar.enums import KeyScope
from dsar.models import Controller, DataKey, Person, Submission
from dsar.models.sealing import warm
from tests.dsar.files.conftest import NOW, new_submission

PLAIN = "Ada Quill of 4 Harbour Row"


@pytest.fixture
def person(submission: Submission) -> Person:
    """One person, name and address of mail sealed."""
    person = Person(submission=submission, relation="self")
    person.seal("name", PLAIN)
    person.seal("email", "ada@example.org")
    person.save()
    return person


def test_what_is_sealed_opens_after_a_reload(person: Person) -> None:
    again = Person.objects.get(pk=person.pk)
    assert (again.open("name"), again.open("email"), again.open("phone")) == (PLAIN, "ada@example.org", "")
    assert PLAIN not in repr(again.__dict__)
    assert {sealed.key_id for sealed in again.sealed_values()} == {
        DataKey.objects.key_for(KeyScope.SUBMISSION, person.submission_id).id
    }


def test_no_column_of_the_row_holds_plaintext(person: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM dsar_person p WHERE id = %s", [person.pk])
        (row,) = cursor.fetchone()
    assert row.count("a12s:") == 2
    for word in ("Ada", "Quill", "Harbour", "ada@example.org"):
        assert word not in row


def test_every_write_of_a_plain_string_is_a_type_error(person: Person, submission: Submission) -> None:
    plain = Person(submission=new_submission(submission.controller), relation="self", name=PLAIN, email=PLAIN)
    roads = [
        plain.save,
        lambda: Person.objects.bulk_create([plain]),
        lambda: Person.objects.create(submission=submission, name=PLAIN),
        lambda: Person.objects.update(name=PLAIN),
        lambda: Person.objects.filter(pk=person.pk).update(phone="1"),
        lambda: Person.objects.bulk_update([plain], ["name"]),
        lambda: list(Person.objects.filter(name=PLAIN)),
        lambda: list(Person.objects.filter(name__contains="Ada")),
        lambda: list(Person.objects.filter(name__in=[PLAIN])),
        lambda: list(Person.objects.exclude(name__istartswith="a")),
        lambda: Person.objects.get_or_create(name=PLAIN, submission=submission),
    ]
    for number, road in enumerate(roads):
        with pytest.raises(TypeError, match="sealed"), transaction.atomic():
            road()
        assert Person.objects.count() == 1, number
    person.phone = "0303"  # type: ignore[assignment]
    with pytest.raises(TypeError, match="phone is sealed"):
        person.save(update_fields=["phone"])


@pytest.mark.parametrize(
    "plain", [PLAIN, "", "a12s:", "a12s:" + "0" * 32 + ":Ada Quill", "x a12s:" + "0" * 32]
)
def test_the_database_refuses_what_goes_round_the_field(person: Person, plain: str) -> None:
    with pytest.raises(IntegrityError, match="person_name_sealed"):
        Person.objects.update(name=Value(plain))


def test_raw_sql_is_refused_too(person: Person) -> None:
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="person_phone_sealed"):
        cursor.execute("UPDATE dsar_person SET phone = '0303 123'")


def test_a_value_copied_to_another_field_or_row_does_not_open(person: Person, controller: Controller) -> None:
    Person.objects.filter(pk=person.pk).update(address=F("name"))
    with pytest.raises(CannotOpen, match="moved"):
        Person.objects.get(pk=person.pk).open("address")
    twin = Person(
        submission=new_submission(controller), relation="self", name=person.name, email=person.email
    )
    twin.save()
    with pytest.raises(CannotOpen, match="moved"):
        twin.open("name")


def test_empty_text_is_null_and_opens_as_nothing(person: Person) -> None:
    person.seal("name", "")
    assert person.name is None
    assert person.open("name") == ""
    assert not Person.objects.filter(name=None).exists()
    assert Person.objects.filter(phone__isnull=True).count() == 1


def test_only_sealed_fields_are_sealed(person: Person) -> None:
    with pytest.raises(TypeError, match="not a sealed field"):
        person.seal("relation", "self")
    person.name = "Ada"  # type: ignore[assignment]
    with pytest.raises(CannotOpen):
        person.open("name")


def test_destroying_the_key_is_the_deletion(person: Person) -> None:
    assert Person.objects.get(pk=person.pk).open("name") == PLAIN
    DataKey.objects.destroy(KeyScope.SUBMISSION, person.submission_id, NOW)
    with pytest.raises(CannotOpen, match="destroyed"):
        Person.objects.get(pk=person.pk).open("name")


def test_a_dump_and_a_form_carry_no_plaintext(person: Person) -> None:
    out = StringIO()
    serializers.serialize("json", [person], stream=out)
    assert "Quill" not in out.getvalue()
    (loaded,) = serializers.deserialize("json", out.getvalue())
    assert loaded.object.open("name") == PLAIN
    with pytest.raises(serializers.base.DeserializationError, match="sealed"):
        list(serializers.deserialize("json", out.getvalue().replace("a12s:", "b12s:")))
    assert "name" not in modelform_factory(Person, fields="__all__").base_fields


def test_a_list_of_rows_costs_one_query_for_its_keys(
    controller: Controller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        person = Person(id=uuid4(), submission=new_submission(controller), relation="self")
        person.seal("name", f"Person {number}")
        person.seal("email", f"p{number}@example.org")
        person.save()
    with django_assert_num_queries(2):
        rows = list(Person.objects.all())
        warm(rows)
        assert sorted(row.open("name") for row in rows) == [f"Person {number}" for number in range(4)]
