"""Does what the catalogue says agree with itself? One function per question.

``names`` asks whether everything named is defined, ``values`` whether values make sense, ``links``
whether equivalences and awards agree.
"""

from skillsmatrix.catalogue.checks.links import awards_fit_renewals, equivalences_agree
from skillsmatrix.catalogue.checks.names import (
    items_have_one_name,
    names_are_known,
    sources_are_given,
)
from skillsmatrix.catalogue.checks.values import (
    levels_exist,
    periods_run_forward,
    renewals_make_sense,
    requirements_are_whole,
    values_do_not_compete,
)
from skillsmatrix.catalogue.checks.written import Check

CHECKS: tuple[Check, ...] = (
    names_are_known,
    sources_are_given,
    periods_run_forward,
    values_do_not_compete,
    requirements_are_whole,
    levels_exist,
    renewals_make_sense,
    items_have_one_name,
    equivalences_agree,
    awards_fit_renewals,
)
"""Every check, in the order it runs."""
