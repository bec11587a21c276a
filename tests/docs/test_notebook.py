"""The notebook of the tutorial, run cell by cell as a reader would run it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ipykernel", reason="The notebook needs a kernel: install ipykernel.")
nbformat = pytest.importorskip("nbformat", reason="Notebooks are read by nbformat.")
nbclient = pytest.importorskip("nbclient", reason="Notebooks are run by nbclient.")

NOTEBOOK = Path(__file__).parents[2] / "docs" / "tutorial" / "from-python.ipynb"


@pytest.fixture(scope="module")
def code_cells(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The cells of code, run; a cell that raises fails every test."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = {"metadata": {"path": str(tmp_path_factory.mktemp("notebook"))}}
    nbclient.NotebookClient(notebook, timeout=120, resources=folder).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell: Any) -> str:
    return "".join(out.text for out in cell.outputs if out.output_type == "stream")


def test_the_notebook_is_committed_without_outputs():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_the_notebook_reads_positions_and_says_what_is_withheld(code_cells):
    said = printed(code_cells[1])
    assert "invented example" in said
    assert "rounded  n=" in said
    assert "withheld Fewer than five answers in this group." in said


def test_the_notebook_draws_the_map_it_mapped(code_cells):
    pictures = [out.data["image/svg+xml"] for out in code_cells[2].outputs]
    assert len(pictures) == 1
    assert "Sustainability" in pictures[0]
    assert "invented example" in pictures[0]


def test_the_notebook_shows_exact_figures_within_a_step_of_the_shown_ones(code_cells):
    stamp, *lines = printed(code_cells[3]).splitlines()
    pairs = [(float(line.split()[2]), float(line.split()[4])) for line in lines]
    assert stamp == "exact: not for publication"
    assert len(pairs) == 4
    assert all(abs(shown - exact) < 0.05 for shown, exact in pairs)
    assert any(round(exact, 2) != shown for shown, exact in pairs)


def test_the_notebook_moves_the_pull_by_the_strength_of_one_instrument(code_cells):
    lines = printed(code_cells[4]).splitlines()
    digests = [line.split("theory ")[1] for line in lines]
    places = [line.split(": ")[1].split(" (")[0] for line in lines]
    assert len(set(digests)) == len(set(places)) == 3
