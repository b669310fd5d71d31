"""What the application role may do: work with the tables, and only add to the log."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections

#: The log and its heads: read and (for events and checkpoints) append; the trigger does the rest.
_APPEND_ONLY = ("dsar_event", "dsar_checkpoint")
_READ_ONLY = ("dsar_chainhead", "django_migrations")


def grant(sender: AppConfig, using: str, **_: Any) -> None:
    """Give the application role its rights after a migration that was run by the owner."""
    connection = connections[using]
    role = settings.DATABASES["default"].get("USER")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if not role or cursor.fetchone()[0] == role:
            return
        name = connection.ops.quote_name(role)
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for table in tables.intersection(_APPEND_ONLY):
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {name}")
        for table in tables.intersection(_READ_ONLY):
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {table} FROM {name}")
