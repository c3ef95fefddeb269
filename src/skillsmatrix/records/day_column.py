"""How the database keeps a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from skillsmatrix.dates import day_number, from_day_number


class Day(TypeDecorator[date]):
    """A date: a whole number of days since 1970-01-01 in SQLite, a native date elsewhere."""

    impl = sa.Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose how the database keeps it."""
        kept = sa.Integer() if dialect.name == "sqlite" else sa.Date()
        return dialect.type_descriptor(kept)

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """Turn a date into what the database keeps."""
        return day_number(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Turn what the database keeps into a date."""
        return from_day_number(value) if isinstance(value, int) else value
