"""A file → the store: checked, staged, compared and written, as a whole or not at all."""
