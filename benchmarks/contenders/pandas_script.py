"""The question as somebody who knows pandas writes it: ``python pandas_script.py SNAPSHOT RULES``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from asked import (
    AT_AGENCY,
    BELOW_LEVEL,
    DAY,
    EXPIRED,
    EXPIRING,
    FOREVER,
    MET,
    MISSING,
    NEVER,
    NOT_YET_DUE,
    OWN_IGNORED,
    OWN_STANDS,
    SOON,
    answer,
    asked_store,
)

TABLES = {
    "agencies": ["id", "ref"],
    "completions": ["person", "item", "completed", "expires", "level"],
}


def read_tables(snapshot: Path) -> dict[str, pd.DataFrame]:
    """Read the records."""
    return {
        name: pd.read_parquet(snapshot / f"{name}.parquet", columns=columns)
        for name, columns in TABLES.items()
    }


def cells(records: dict[str, pd.DataFrame], rules: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return person, agency, comp and the most severe status of each."""
    who = rules["posts"]
    who = who[who["end"].isna() | (who["end"] >= DAY)].drop(columns="end")

    c = records["completions"]
    c = c[c["completed"] <= DAY]
    m = c.merge(who[["person", "profile"]].drop_duplicates(), on="person")
    m = m.merge(rules["counts"], on=["profile", "item"])
    m = m[(m["completed"] >= m["first"]) & (m["completed"] <= m["last_day"])]
    m = m.merge(
        rules["calendar"].rename(columns={"day": "completed"}),
        on=["completed", "span"],
        how="left",
    )
    own = (m["levelled"] == 1) & (m["level"].fillna(0) > 0)
    reaches = m["level"].where(own, m["granted"]) >= m["min_level"]
    last = m["last"].fillna(FOREVER)
    earlier = np.minimum(m["expires"].fillna(FOREVER), last)
    until = m["expires"].where((m["own_expiry"] == OWN_STANDS) & m["expires"].notna(), earlier)
    until = last.where(m["own_expiry"] == OWN_IGNORED, until)
    m = m.assign(until=until.where(reaches, NEVER), below=until.where(~reaches, NEVER))
    held = m.groupby(["person", "profile", "rule"], as_index=False)[["until", "below"]].max()

    r = who.merge(rules["need"], on="profile")
    r = r.merge(held, on=["person", "profile", "rule"], how="left")
    until, below = r["until"].fillna(NEVER), r["below"].fillna(NEVER)
    start = r["start"].where(r["trigger"] != AT_AGENCY, r["agency_start"])
    r["status"] = np.select(
        [
            until > DAY + SOON,
            until >= DAY,
            np.maximum(start, r["rule_start"]) >= r["starts_from"],
            until > NEVER,
            below >= DAY,
        ],
        [MET, EXPIRING, NOT_YET_DUE, EXPIRED, BELOW_LEVEL],
        MISSING,
    )
    return r.groupby(["person", "agency", "comp"], as_index=False)["status"].max()


def main() -> None:
    """Read, ask, print."""
    snapshot, folder = asked_store()
    rules = {
        name: pd.read_parquet(folder / f"{name}.parquet")
        for name in ("posts", "need", "counts", "calendar")
    }
    records = read_tables(snapshot)
    found = cells(records, rules)
    found["ref"] = found["agency"].map(records["agencies"].set_index("id")["ref"])
    total = found.groupby(["person", "comp"])["status"].max().value_counts()
    by_agency = found.groupby(["ref", "status"]).size()
    gaps = found[found["status"] >= BELOW_LEVEL]
    people = gaps.groupby("ref")["person"].nunique()
    answer(
        total.items(),
        ((ref, status, count) for (ref, status), count in by_agency.items()),
        people.items(),
    )


if __name__ == "__main__":
    main()
