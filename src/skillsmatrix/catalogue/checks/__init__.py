"""Does what the catalogue says agree with itself? One function per question.

``names`` asks whether everything that ``uses`` finds is defined, ``values`` whether periods and
levels make sense, ``renewals`` and ``scopes`` the same of those, ``links`` whether equivalences
agree, ``agreements`` whether recognitions do.
"""

from skillsmatrix.catalogue.checks.agreements import absence_kinds_make_sense, recognitions_agree
from skillsmatrix.catalogue.checks.links import equivalences_agree
from skillsmatrix.catalogue.checks.names import (
    items_have_one_name,
    names_are_known,
    sources_are_given,
)
from skillsmatrix.catalogue.checks.renewals import awards_fit_renewals, renewals_make_sense
from skillsmatrix.catalogue.checks.scopes import scopes_make_sense
from skillsmatrix.catalogue.checks.values import (
    levels_exist,
    periods_run_forward,
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
    scopes_make_sense,
    renewals_make_sense,
    items_have_one_name,
    equivalences_agree,
    awards_fit_renewals,
    recognitions_agree,
    absence_kinds_make_sense,
)
"""Every check, in the order it runs."""
