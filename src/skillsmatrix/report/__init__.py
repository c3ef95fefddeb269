"""Findings as pages: ``table`` is the shape all share, ``formats`` writes it in each format.

``gaps``, ``matrix``, ``proof`` and ``shown`` say what stands on the page of each question.
"""
