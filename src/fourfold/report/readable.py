"""A result as every writer gets it: printable in any file, and veiled once more."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, cast

from fourfold.mapping.result import PackageMap
from fourfold.position.shown import Agreement, Ellipse, Interval, Tension

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Characters that XML, and so SVG, XLSX and HTML, cannot carry.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What may be read of something withheld: what it is, why, and how many were asked.
TOLD = {"shown", "why", "n", "invited", "question", "text", "anchors", "scale"}
TOLD |= {"first", "second"}  # waves of a drift, groups of a contrast
# These hold figures only; most of a large result is made of them.
PLAIN = {type(None), float, int, bool, Interval, Ellipse, Tension, Agreement}


def readable(result: PackageMap) -> PackageMap:
    """The same result, fit to be written into any file.

    Withholding is done where positions are estimated. Here a value that is marked withheld
    and still holds figures loses them, so that a slip there cannot reach a reader.
    """
    made = _readable(result)
    if not isinstance(made, PackageMap):
        raise TypeError("a readable PackageMap is a PackageMap")
    return made


def _readable(value: object) -> object:
    if type(value) in PLAIN:
        return value
    if isinstance(value, str):
        return UNPRINTABLE.sub("\ufffd", value)
    if is_dataclass(value) and not isinstance(value, type):
        return _readable_fields(value)
    return _readable_items(value)


def _readable_fields(value: DataclassInstance) -> object:
    veiled = getattr(value, "shown", None) == "withheld"
    changed = {}
    for name in _names(type(value)):
        old = getattr(value, name)
        new = None if veiled and name not in TOLD else _readable(old)
        if new is not old and new != old:
            changed[name] = new
    return replace(value, **changed) if changed else value


def _readable_items(value: object) -> object:
    if isinstance(value, dict):
        return {_readable(name): _readable(item) for name, item in value.items()}
    # A cloud of numbers is long and holds no text.
    if isinstance(value, tuple) and not (value and isinstance(value[0], tuple)):
        return tuple([_readable(item) for item in value])
    return value


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    # Asked for each of a million values: the names of a class are looked up once.
    return tuple(field.name for field in fields(cast("type[DataclassInstance]", kind)))
