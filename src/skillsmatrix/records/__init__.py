"""Records: who works where, and what they have completed; one SQLite file in the workspace.

``store`` opens the file, ``tables`` says what is in it, ``migrations`` and ``migrate`` make it.
``read`` and ``places`` give the records of a person, and where people work, as model values;
``columns`` gives all of them as Polars frames (``shapes``, read by ``bulk``) without loading
SQLAlchemy. Both can look back: ``moment`` says when, ``as_known`` what had been recorded by then.
``door`` is the way in: an import of a file, or of a single record, that is checked as a whole and
then lands as a whole or not at all.

A file goes through ``sheet_file`` (``csv_sheet`` or ``xlsx_sheet`` give rows, a batch at a time;
``layout`` finds the header, ``matrix`` makes what is wide long), ``headers`` (the cells of each field,
by a ``profile``), ``check`` (``values``, ``terms``, ``resolve``, ``row_checks``, ``decision_checks``,
``duplicates``), ``plan``
(``stored``, ``reconcile``, ``created``, ``leavers``) and ``land`` (``write``, ``correct``, ``tell``,
``rejects``).

The ways out and back: ``backup`` (a store as a SQLite file) and ``restore``, ``export`` (plain CSV by
``plain_csv``, with a ``manifest``) and ``import_export``. What comes back goes through
``fill_empty``, as a whole or not at all, and has the same ``totals`` as what went out; a file is a
``whole_file`` before it has its name. ``upgrade`` brings an older store to this schema.

``log`` keeps what was done, ``chain`` seals it, and ``verify`` finds whether all of it still holds
(``as_made`` tells what rows were before they were changed in place).

For a file without a profile, ``suggest`` proposes one, as a value (``suggestion``) that
``suggest_render`` prints: ``suggest_sample`` reads the first rows, ``suggest_shape`` finds the header,
``suggest_columns`` what each column means, ``suggest_kind`` what the rows are, and the others how each
thing is to be read. ``header_words.toml`` has the words. ``policy_rows`` reads tables of requirements.
"""
