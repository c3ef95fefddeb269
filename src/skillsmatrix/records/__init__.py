"""Records: who works where, and what they have completed; one SQLite file in the workspace.

``store`` opens the file, ``tables`` says what is in it, ``migrations`` and ``migrate`` make it.
``read`` gives the records of a person as model values, ``columns`` all of them as Polars frames
without loading SQLAlchemy. ``door`` is the way in: an import of a file, or of a single record, that
is checked as a whole and then lands as a whole or not at all.

A file goes through ``sheet_file`` (cells), ``headers`` (the cells of each field, by a ``profile``),
``check`` (``values``, ``resolve``, ``row_checks``, ``duplicates``), ``plan`` (``stored``,
``reconcile``, ``created``, ``leavers``) and ``land`` (``write``, ``tell``, ``rejects``).
"""
