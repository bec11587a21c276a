"""Settings of the documentation. The reference pages are written from the code first."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.application import Sphinx

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from generate import plain_to_rst, write_reference  # noqa: E402  (found by the line above)
from notebook import NotebookParser  # noqa: E402  (the same)

project = "Fourfold"
author = "The Fourfold developers"
project_copyright = author
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
# Formulas are plain text: typeset ones would fetch MathJax from elsewhere when read.
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "**.ipynb_checkpoints"]

smartquotes_action = "qe"  # quotes and ellipses; an option keeps both of its hyphens
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
add_module_names = False

html_theme = "furo"
html_title = "Fourfold"
html_static_path = ["_static"]
html_show_copyright = False


def setup(app: Sphinx) -> None:
    write_reference(HERE / "reference" / "generated")
    app.add_source_suffix(".ipynb", "notebook")
    app.add_source_parser(NotebookParser)
    app.connect("autodoc-process-docstring", in_plain_words)


def in_plain_words(*event: list[str]) -> None:
    """Our docstrings are plain prose: nothing in them is markup but names in backticks."""
    *_, lines = event
    lines[:] = plain_to_rst(lines)
