"""A file that nobody has described → a profile, with reasons and questions."""
