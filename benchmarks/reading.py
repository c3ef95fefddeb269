"""Read a store, or a snapshot, and do nothing with it: ``python reading.py STORE``."""

from __future__ import annotations

import sys

from skillsmatrix.records.address import read_address
from skillsmatrix.records.columns import SHAPES, read_columns


def main() -> None:
    """Read every frame; say how many rows there are."""
    columns = read_columns(read_address(sys.argv[1]))
    print(sum(getattr(columns, name).height for name in SHAPES))


if __name__ == "__main__":
    main()
