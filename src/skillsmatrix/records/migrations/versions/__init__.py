"""One module per change; the order is in their ``revision`` and ``down_revision``."""
