"""Where a store is: a file of ours, or a database on a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from attrs import field, frozen

from skillsmatrix.errors import UsageError

_SCHEMES = ("postgresql", "postgres")
_WRITE = (
    "This is no address of a PostgreSQL database. Write postgresql://USER@HOST/DATABASE, "
    "and %-encode what is special in it."
)
_SECRET = ("password", "sslpassword")


@frozen
class Server:
    """A PostgreSQL database.

    Attributes:
        uri: its address, without any secret, so that it can be shown and written down.
        password: what the address had of one; libpq finds others itself, in PGPASSWORD, in a
            service or in ~/.pgpass.
    """

    uri: str
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        """Return the address without a secret."""
        return self.uri


Address = Path | Server
"""Where a store is."""


def read_address(text: str, root: Path = Path()) -> Address:
    """Return the address that a text means: ``postgresql://…``, or a file below a folder.

    >>> server = read_address("postgresql://ada:s3cret@db.example:5433/city?sslmode=require")
    >>> print(server)
    postgresql://ada@db.example:5433/city?sslmode=require
    >>> server
    Server(uri='postgresql://ada@db.example:5433/city?sslmode=require')
    >>> read_address("records.sqlite", Path("city"))
    PosixPath('city/records.sqlite')

    Raises:
        UsageError: it is the address of something else. What it says is not repeated, as there may
            be a password in it.
    """
    scheme, found, rest = text.partition("://")
    if not found:
        if text.startswith(tuple(f"{each}:" for each in _SCHEMES)) or "password=" in text:
            raise UsageError(_WRITE)
        return root / text
    if scheme not in _SCHEMES:
        raise UsageError(
            f"A store is a file or a PostgreSQL database, not one of {scheme}. "
            "Write a file name, or postgresql://USER@HOST/DATABASE."
        )
    try:
        # A password may hold anything, but the last @ is where the host begins.
        parts = urlsplit(f"{scheme}://{_encoded(rest)}")
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        _ = parts.port
    except ValueError:
        raise UsageError(_WRITE) from None
    user, _, host = parts.netloc.rpartition("@")
    name, _, password = user.partition(":")
    secret = dict(pairs).get("password", "") or unquote(password)
    shown_pairs = [pair for pair in pairs if pair[0].lower() not in _SECRET]
    query = urlencode(shown_pairs, quote_via=quote)
    shown = f"postgresql://{name}@{host}" if name else f"postgresql://{host}"
    return Server(f"{shown}{parts.path}{'?' if query else ''}{query}", secret)


def has_secret(text: str) -> bool:
    """Say whether an address holds a password.

    >>> has_secret("postgresql://ada@db.example/city"), has_secret("records.sqlite")
    (False, False)
    >>> has_secret("postgresql://ada:x@db.example/city")
    True
    """
    if "://" not in text:
        return False
    address = read_address(text)
    return isinstance(address, Server) and bool(address.password)


def _encoded(rest: str) -> str:
    """Encode what would end the password too early: / ? # and @ within it."""
    user, at, host = rest.rpartition("@")
    name, colon, password = user.partition(":")
    return f"{name}{colon}{quote(unquote(password), safe='')}{at}{host}"
