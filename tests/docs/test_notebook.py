"""The notebook of the tutorial, run cell by cell as a reader would run it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ipykernel", reason="The notebook needs a kernel: install ipykernel.")
nbformat = pytest.importorskip("nbformat", reason="Notebooks are read by nbformat.")
nbclient = pytest.importorskip("nbclient", reason="Notebooks are run by nbclient.")

NOTEBOOK = Path(__file__).parents[2] / "docs" / "tutorial" / "from-python.ipynb"


TABLES = ("positions", "groups", "rounding", "sensitivity")
ASK = f"import json\nprint(json.dumps({{n: globals()[n].to_dicts() for n in {TABLES}}}))"


@dataclass(frozen=True)
class Ran:
    """What the notebook shows: its rows by table, and its pictures."""

    tables: dict[str, list[dict[str, Any]]]
    pictures: list[str]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The notebook after its last cell; a cell that raises fails every test."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(ASK))
    folder = {"metadata": {"path": str(tmp_path_factory.mktemp("notebook"))}}
    nbclient.NotebookClient(notebook, timeout=120, resources=folder).execute()
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    shown = [o.data for o in outputs if o.output_type == "execute_result"]
    pictures = [data["image/svg+xml"] for data in shown if "image/svg+xml" in data]
    return Ran(json.loads(outputs[-1].text), pictures)


def test_the_notebook_is_committed_without_outputs():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_the_notebook_reads_the_positions_that_may_be_shown(ran):
    now, wanted = ran.tables["positions"]
    assert (now["shown"], wanted["shown"]) == ("rounded", "rounded")
    assert now["y from"] <= now["y"] <= now["y to"]
    assert now["n"] >= wanted["n"] >= 20


def test_the_notebook_says_why_a_group_is_withheld(ran):
    withheld = [row["why"] for row in ran.tables["groups"] if row["shown"] == "withheld"]
    assert "Fewer than five answers in this group." in withheld


def test_the_notebook_draws_the_map_it_mapped(ran):
    assert len(ran.pictures) == 1
    assert "Sustainability" in ran.pictures[0]
    assert "invented example" in ran.pictures[0]


def test_the_notebook_shows_exact_figures_within_a_step_of_the_shown_ones(ran):
    rows = ran.tables["rounding"]
    moved = [abs(row["shown"] - row["exact: not for publication"]) for row in rows]
    assert len(moved) == 4
    assert 0 < max(moved) < 0.05


def test_the_notebook_moves_the_pull_by_the_strength_of_one_instrument(ran):
    rows = ran.tables["sensitivity"]
    assert [row["strength"] for row in rows] == [1, 2, 3]
    assert len({row["theory"] for row in rows}) == 3
    assert len({(row["x"], row["y"]) for row in rows}) == 3
