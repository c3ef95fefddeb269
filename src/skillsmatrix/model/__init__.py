"""The nouns of the field as frozen values: no file, clock, database or network in here.

Policy (what an agency reviews as text): framework, ladder, role, competency, requirement,
renewal, course, equivalence, gathered in one :class:`~skillsmatrix.model.catalogue.Catalogue`.
Records (what grows every day): agency, setting, team, person, assignment, absence, completion.
"""
