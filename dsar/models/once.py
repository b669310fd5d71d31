"""Rows that exist once: the unique constraints say so, in one statement, without looking first."""

from django.db import connection, models
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


def insert_once(row: models.Model) -> bool:
    """Insert a row unless one with its id, or with what else must be unique, exists; says whether it was.

    For rows whose id is made before they are kept. Of two transactions that insert the same, the second
    waits for the first. Every other constraint raises as ever.
    """
    query = InsertQuery(type(row), on_conflict=OnConflict.IGNORE)
    query.insert_values(row._meta.local_concrete_fields, [row])
    with connection.cursor() as cursor:
        for statement, values in query.get_compiler(connection=connection).as_sql():
            cursor.execute(statement, values)
        inserted = bool(cursor.rowcount == 1)
    if inserted:
        row._state.adding, row._state.db = False, connection.alias
    return inserted
