"""Why a status is what it is: the proof for one person, straight from the graph.

This shares no formula with the set-wise evaluation but the expiry function; the two must agree
for every cell, and a test holds them to it. ``bound`` says whom a rule binds, ``routes`` what
counts, ``weigh`` and ``recognised`` what each record is worth, ``chain``, ``hours`` and ``events``
what they amount to, ``deadline`` and ``verdict`` what follows, ``cure`` what would help.
"""

from skillsmatrix.evaluate.prove.prover import Prover

__all__ = ["Prover"]
