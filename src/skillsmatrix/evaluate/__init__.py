"""Policy tables and records joined: who has which gap, how much is met, and why.

The set-wise evaluation, for any data frame library that narwhals speaks, in the order of the data:
``frames`` and ``coding`` (records as codes), ``posts``, ``in_post`` and ``unbroken`` (who is bound, and since when),
``counted`` (records beside rules), ``best``, ``chain``, ``hours`` and ``events`` (the formulas),
``several`` and ``held`` (through which day), ``since`` (from when deadlines run), ``status`` (what
follows, for most) and ``near``, ``closer``, ``decided``, ``certified`` and ``away`` (for those who
were given time, are exempt or away); ``strictest`` lets one answer stand where several compete. ``evaluation`` joins all of it once,
``answer`` gives it as values, frames and figures, ``coverage`` asks it of places.

``prove`` answers for one person, in words, straight from the graph; ``passport`` asks it of another
agency.
"""
