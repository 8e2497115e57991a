"""What every test stands on, quickly: the named people put back as rows, and the database emptied after real commits.

Making the people costs 75 queries. They are made once per worker, rolled back, and from then on put into the database
of a test as the rows they were.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.utils import ProgrammingError
from psycopg import sql

Made = TypeVar("Made")
# Django's migrations fill them; nothing of ours reads them.
_KEPT = ("django_content_type", "auth_permission")
_ROWS = """
SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns
WHERE table_schema = current_schema AND table_name = %s AND is_generated = 'NEVER'
"""


@dataclass(frozen=True)
class Standing(Generic[Made]):
    """What was built, as rows and as objects, both untouched by any test."""

    rows: str
    objects: bytes

    @classmethod
    def make(cls, build: Callable[[], Made]) -> Standing[Made]:
        """Build it and take it back; nothing else may be in the database. Stored files stay where they were put."""
        with transaction.atomic():
            built = build()
            made = cls(_rows(), pickle.dumps(built))
            transaction.set_rollback(True)
        return made

    def put(self) -> Made:
        """It all in the present database, in one round trip."""
        with connection.cursor() as cursor:
            cursor.execute(self.rows)
        made: Made = pickle.loads(self.objects)  # noqa: S301 - made above
        return made


def empty_database(case: Any) -> None:
    """Take the place of Django's flush after a test with real commits: delete rows instead of making sixty files anew.

    Only a superuser may set triggers aside (append-only tables refuse a DELETE); others truncate as Django does.
    """
    statements = [sql.SQL("SET LOCAL session_replication_role = replica")]
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    statements += [sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in names if name not in _KEPT]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("; ").join(statements).as_string(connection.connection))
    except ProgrammingError:
        call_command("flush", verbosity=0, interactive=False, database=DEFAULT_DB_ALIAS)


def _rows() -> str:
    """Statements that put every row that is there now into empty tables."""
    parts = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            if table in _KEPT or not model._meta.managed or not model._base_manager.exists():
                continue
            cursor.execute(_ROWS, [table])
            (columns,) = cursor.fetchone()
            cursor.execute(f"SELECT json_agg(t)::text FROM (SELECT {columns} FROM {table}) t")  # noqa: S608 - our own names
            (rows,) = cursor.fetchone()
            parts.append(
                sql.SQL(
                    f"INSERT INTO {table} ({columns}) SELECT {columns} FROM "  # noqa: S608 - our own names
                    f"json_populate_recordset(NULL::{table}, {{}}) ON CONFLICT DO NOTHING"
                ).format(sql.Literal(rows))
            )
    return sql.SQL("; ").join(parts).as_string(connection.connection)
