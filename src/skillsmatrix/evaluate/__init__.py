"""Policy tables and records joined: who has which gap, how much is met, and why.

``status`` is the one set of expressions, for any data frame library that narwhals speaks;
``strictest`` lets one answer stand where several compete; ``gaps`` gathers the result as values,
frames and figures; ``proof`` answers for one person, in words, straight from the graph.
"""
