"""The report as one HTML file: no script, nothing fetched, readable without pictures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from fourfold.report.charts.render import described
from fourfold.report.draw import Drawn
from fourfold.report.page.blocks import Figure, Report
from fourfold.report.words.text import say

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


def html_of(report: Report, drawn: Mapping[str, Drawn]) -> str:
    """The whole page."""
    pictures = {f.key: _pictures(f, drawn[f.key]) for f in report.figures()}
    return page_template().render(report=report, pictures=pictures, say=say)


@cache
def page_template() -> Template:
    """The page's template; loading it takes a moment that can be spent while drawing."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        loader=PackageLoader("fourfold.report", "templates"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("report.html.j2")


def _pictures(figure: Figure, drawn: Drawn) -> list[tuple[str, Markup]]:
    """Each size of a picture with the class that decides which is seen."""
    if drawn.narrow is None:
        return [("any", _inline(figure, drawn.wide, "any"))]
    sizes = (("wide", drawn.wide), ("narrow", drawn.narrow))
    return [(size, _inline(figure, svg, size)) for size, svg in sizes]


def _inline(figure: Figure, svg: str, size: str) -> Markup:
    from markupsafe import Markup

    words = {"title": figure.title, "description": figure.description}
    # The SVG is drawn by Vega from our own spec, which escapes every text in it.
    return Markup(described(svg, key=f"{figure.key}-{size}", **words))  # noqa: S704
