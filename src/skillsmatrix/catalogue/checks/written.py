"""What a check is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.problems import Problem

Written = Mapping[str, frozenset[str]]
"""Kind of table → the ids written in files. An id that was written but did not make it into the
catalogue has a problem of its own already, and is not reported as unknown."""

Check = Callable[[Catalogue, Written], list[Problem]]
