"""The frames of records that the engine works on, and the columns of each."""

from __future__ import annotations

import polars as pl
from polars.datatypes import DataTypeClass

_CODE, _TEXT = pl.Int64, pl.String
_DAY = _MINUTES = pl.Int32
_SPAN: dict[str, DataTypeClass] = {"start": _DAY, "end": _DAY}

SHAPES: dict[str, dict[str, DataTypeClass]] = {
    "people": {"id": _CODE, "ref": _TEXT, "name": _TEXT, "email": _TEXT},
    "agencies": {"id": _CODE, "ref": _TEXT, "name": _TEXT, "sector": _TEXT, "area": _TEXT},
    "settings": {
        "id": _CODE,
        "ref": _TEXT,
        "name": _TEXT,
        "agency": _CODE,
        "type": _TEXT,
        "area": _TEXT,
    },
    "teams": {"id": _CODE, "ref": _TEXT, "name": _TEXT, "agency": _CODE, "setting": _CODE},
    "roles": {"id": _CODE, "ref": _TEXT},
    "items": {"id": _CODE, "ref": _TEXT},
    "assignments": {
        "person": _CODE,
        "agency": _CODE,
        "role": _CODE,
        **_SPAN,
        "setting": _CODE,
        "team": _CODE,
        "manager": _CODE,
        "supervisor": _CODE,
        "employment": _TEXT,
        "weekly": _MINUTES,
    },
    "completions": {
        "person": _CODE,
        "item": _CODE,
        "completed": _DAY,
        "expires": _DAY,
        "level": pl.Int32,
        "minutes": _MINUTES,
        "participatory": _MINUTES,
        "multi_agency": _MINUTES,
        "provider": _CODE,
    },
    "absences": {"person": _CODE, "kind": _TEXT, **_SPAN},
    "decisions": {
        "person": _CODE,
        "kind": _TEXT,
        "subject": _CODE,
        "agency": _CODE,
        "completed": _DAY,
        **_SPAN,
    },
    "tags": {"person": _CODE, "tag": _TEXT, **_SPAN},
    "needs": {"setting": _CODE, "need": _TEXT, **_SPAN},
}
"""The frames there are, and the columns of each."""

DETAILS = ("minutes", "participatory", "multi_agency", "provider")
"""The columns of completions that few have a value for."""

GROWING = ("assignments", "absences", "completions", "decisions", "tags", "needs")
"""The tables whose rows are superseded, never overwritten."""

OPTIONAL_FRAMES = ("absences", "decisions", "tags", "needs")
"""The frames a snapshot may lack."""

OPTIONAL_COLUMNS = {"assignments": ("employment", "weekly"), "completions": DETAILS}
"""The columns a snapshot may lack."""
