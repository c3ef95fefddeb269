"""Policy compiled for one day into flat tables: who needs what by when, what counts for how long.

``compile`` asks the graph once; ``policy`` is its answer as plain values, which ``cache`` keeps
between runs; ``calendar`` tabulates the one expiry function for the days in play; ``tables`` says
what all of it is as integer columns, and ``layout`` lays them out beside the records. Import
``compile`` only when the cache has nothing: it brings the graph library with it.
"""

from skillsmatrix.matrix.cache import cached_policy
from skillsmatrix.matrix.layout import lay_out
from skillsmatrix.matrix.policy import CompiledGrant, Policy, Rule
from skillsmatrix.matrix.post import Place, Post
from skillsmatrix.matrix.tables import Tables

__all__ = [
    "CompiledGrant",
    "Place",
    "Policy",
    "Post",
    "Rule",
    "Tables",
    "cached_policy",
    "lay_out",
]
