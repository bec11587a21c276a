"""How every chart looks: colours safe for the colour-blind, type, and the spec's frame.

Colours are from Okabe & Ito (2008) and reach 3:1 on white; shape and line style say the
same as colour, so a black and white print reads alike.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
BLUE = "#0072B2"
VERMILLION = "#C65000"  # a shade darker than Okabe & Ito's, for text
BLACK = "#1d1d1b"
GREY = "#6b6b6b"
PALE = "#d0d0cc"
FONT = "Source Sans Pro"
FALLBACKS = "Segoe UI, Helvetica Neue, Arial, sans-serif"  # where a reader lacks it
LETTER = 0.53  # mean width of a letter in this type, in parts of its size


def layer(
    mark: Mapping[str, Any], values: Sequence[Mapping[str, Any]], **encoding: object
) -> Spec:
    """One layer over its own rows."""
    rows = [dict(row) for row in values]
    return {"data": {"values": rows}, "mark": dict(mark), "encoding": encoding}


def quantity(field: str, **more: object) -> Spec:
    """An encoding of a number."""
    return {"field": field, "type": "quantitative", **more}


def category(field: str, **more: object) -> Spec:
    """An encoding of a name."""
    return {"field": field, "type": "nominal", **more}


def chart(body: Spec, *, title: str, subtitle: Sequence[str], width: int) -> Spec:
    """A whole spec: the body under its title, with the words every chart carries."""
    return {
        "$schema": SCHEMA,
        "usermeta": {"made_by": "fourfold"},
        "title": {
            "text": wrapped(title, width, size=16),
            "subtitle": [
                line for text in subtitle for line in wrapped(text, width, size=13)
            ],
        },
        **body,
        "config": _config(),
    }


def wrapped(text: str, width: int, *, size: int, lines: int = 2) -> list[str]:
    """Text broken to fit a width in pixels; cut short beyond so many lines."""
    letters = max(8, int(width / (size * LETTER)))
    return textwrap.wrap(text, letters, max_lines=lines, placeholder=" …") or [""]


def _config() -> Spec:
    words = {"font": FONT, "color": BLACK}
    axis = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 12,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": BLACK,
        "titleColor": BLACK,
        "gridColor": "#e6e6e2",
        "domainColor": GREY,
        "tickColor": GREY,
        "labelOverlap": False,  # looking for overlaps takes a quarter of the drawing
        "labelFlush": False,
    }
    return {
        "aria": False,
        "background": "white",
        "font": FONT,
        "axis": axis,
        "header": {"labelFont": FONT, "labelFontSize": 13, "labelColor": BLACK},
        "legend": {
            "labelFont": FONT,
            "labelFontSize": 13,
            "labelLimit": 260,
            "title": None,
        },
        "text": words,
        "view": {"stroke": GREY},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "fontSize": 16,
            "fontWeight": 600,
            "subtitleFontSize": 13,
            "subtitleColor": GREY,
            "offset": 10,
            **words,
            "subtitleFont": FONT,
        },
    }
