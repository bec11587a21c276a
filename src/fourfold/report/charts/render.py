"""Specs into pictures, and pictures made fit for a page."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

from fourfold.report.charts.engine import engine
from fourfold.report.charts.theme import FALLBACKS, FONT, Spec

PNG_SCALE = 2.0
TAG = re.compile("<[^>]*>")
PART_ROLES = re.compile(' (?:role|aria-[a-z]+)="[^"]*"')


def type_folder() -> Path:
    """The folder of the one typeface used, in pictures and in the PDF."""
    import font_source_sans_pro  # type: ignore[import-untyped]  # ships no types

    return Path(font_source_sans_pro.font_directory)


def svg_of(spec: Spec) -> str:
    """The spec drawn as SVG."""
    # Named only now: measuring with every typeface of a list takes longer.
    return (
        engine()
        .svg(spec)
        .replace(f'font-family="{FONT}"', f'font-family="{FONT}, {FALLBACKS}"')
    )


def png_of(svg: str) -> bytes:
    """The same picture in pixels, twice as fine as a screen's."""
    import vl_convert

    picture: bytes = vl_convert.svg_to_png(svg, scale=PNG_SCALE)
    return picture


def described(svg: str, *, key: str, title: str, description: str) -> str:
    """SVG that a screen reader announces as one picture, by its title and description."""
    words = (
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc>'
    )
    inner = TAG.sub(lambda tag: _own(tag.group(), key), svg)
    named = f'<svg role="img" aria-labelledby="{key}-title {key}-desc"'
    start, rest = inner.replace("<svg", named, 1).split(">", 1)
    return f"{start}>{words}{rest}"


def _own(tag: str, key: str) -> str:
    """One tag without the roles of its parts, and with ids that no other picture has."""
    bare = PART_ROLES.sub("", tag)
    return bare.replace('id="clip', f'id="{key}-clip').replace(
        "url(#clip", f"url(#{key}-clip"
    )


def json_of(spec: Spec) -> str:
    """The spec as text, for whoever wants to change the picture."""
    return json.dumps(spec, ensure_ascii=False, indent=1) + "\n"
