"""Findings as pages: ``table`` is the shape all share, ``formats`` writes it in each format.

``basis`` says what every answer rests on; ``fit`` makes tables fit a terminal.
``gaps``, ``matrix``, ``proof`` and ``shown`` say what stands on the page of each question.
"""
