"""Why one rule of a cell goes before another, in words."""

from __future__ import annotations

from skillsmatrix.dates import FOREVER
from skillsmatrix.evaluate.proof import RuleProof
from skillsmatrix.model.status import GAPS, MEETING


def why_stricter(winner: RuleProof, loser: RuleProof) -> str:
    """Return what decided between two rules, as a clause about the winner."""
    if winner.status != loser.status:
        return f"{_state(winner)} outweighs {_state(loser)}"
    ours, theirs = winner.due or FOREVER, loser.due or FOREVER
    if ours != theirs:
        verb = "was" if winner.status in GAPS else "is"
        later = "never" if theirs == FOREVER else str(theirs)
        what = "lapses" if winner.status in MEETING else f"{verb} due"
        return (
            f"it {what} first, {ours} before {later}"
            if later != "never"
            else (f"it {what}, {ours}, and the other never does")
        )
    one, other = winner.requirement, loser.requirement
    if one.standing != other.standing:
        return f"both say the same, and {one.standing} goes before {other.standing}"
    if one.id != other.id:
        return "both say the same, and the first by name stands"
    return "both posts have the same answer, and the first stands"


def _state(proof: RuleProof) -> str:
    return f'"{proof.status}"'
