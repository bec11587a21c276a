"""Running `fourfold` in this process, as people run it."""

import sys
from pathlib import Path

import pytest

from fourfold.theory.load import load_theory

# pytest's importlib mode leaves the folders of tests off the path.
sys.path[:0] = [str(folder) for folder in Path(__file__).parents[:2]]


@pytest.fixture(scope="session")
def theory():
    return load_theory()


@pytest.fixture
def run(run, monkeypatch, theory):
    """The same, with the theory loaded once for all."""
    for command in ("check", "map"):
        module = f"fourfold.cli.{command}"
        monkeypatch.setattr(sys.modules[module], "load_theory", lambda *_: theory)
    return run
