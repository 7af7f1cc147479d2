"""Reading the tokens of clients from a file."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from ontology.errors import UnreadableInput, UsageError

LEAST = 16
"""Characters that a token has at least."""
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
"""After RFC 6750, 2.1."""


def read_tokens(path: Path) -> frozenset[str]:
    """Return the tokens of a file: one on each line, `#` begins a comment line.

    Raises UnreadableInput, and UsageError when others may read the file, a token
    is short or has other characters, or there is none. No message repeats a token.
    """
    try:
        if stat.S_IMODE(path.stat().st_mode) & stat.S_IROTH:
            raise UsageError(f"{path}: everybody may read the tokens; take that away with: chmod o-r {path}")
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: tokens are ASCII text, one on each line") from None
    numbered = ((number, line.strip()) for number, line in enumerate(lines, 1))
    tokens = {_checked(path, number, line) for number, line in numbered if line and not line.startswith("#")}
    if not tokens:
        raise UsageError(f"{path}: there is no token; expected one on each line")
    return frozenset(tokens)


def _checked(path: Path, number: int, token: str) -> str:
    if len(token) < LEAST:
        raise UsageError(f"{path}:{number}: the token has {len(token)} characters; expected at least {LEAST}")
    if not _TOKEN.fullmatch(token):
        raise UsageError(f"{path}:{number}: a token has letters, digits and . _ ~ + / - only")
    return token
