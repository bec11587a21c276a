"""Names that any file system and any address can carry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 60


def unique_names(names: Iterable[str], *, taken: Iterable[str] = ()) -> list[str]:
    """Each name in plain small letters, digits and hyphens; alike ones are numbered."""
    seen = set(taken)
    found = []
    for name in names:
        plain = plain_name(name)
        unique, number = plain, 2
        while unique in seen:
            unique, number = f"{plain}-{number}", number + 1
        seen.add(unique)
        found.append(unique)
    return found


def plain_name(name: str) -> str:
    """One name without accents, spaces, or anything a path could be made of."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:LONGEST] or "partnership"
