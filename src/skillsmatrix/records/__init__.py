"""Records: who works where, and what they have completed; a SQLite file, or a PostgreSQL database.

**The store.** ``address`` says where it is, ``store`` opens it (``engine`` for SQLAlchemy, ``direct``
without, ``identity`` whether it is ours, ``trouble`` what a person is told of its errors), ``tables``
says what is in it, ``migrations`` and ``migrate`` make it.

**What was done.** ``log`` keeps every entry, ``chain`` seals it, ``correct`` supersedes what was there,
``as_known`` tells what had been recorded by a ``moment``, and ``verify`` finds whether all of it holds.

**The way in.** ``door`` takes a file or a single record. ``sheets`` make batches of rows of a file, by a
profile of ``profiles``; ``landing`` checks them, lays them in a temporary table, lets the database
compare them with the records, and writes them, as a whole or not at all. ``suggest`` proposes a profile
where there is none. ``by_hand`` is for what a person puts right without a file.

**The way out.** ``read`` and ``places`` give the records of a person, and where people work, as model
values; ``columns`` gives all of them as Polars frames (``shapes``, read by ``bulk``) without loading
SQLAlchemy. ``copies`` are backups and exports.
"""
