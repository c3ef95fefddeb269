"""One module for each command; each has ``command``, and loads what is heavy when it is called."""
