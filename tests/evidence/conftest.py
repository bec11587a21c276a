"""Running `fourfold` in this process, as people run it."""

import sys
from pathlib import Path

import pytest

from fourfold.cli import main as command_line
from fourfold.theory.load import load_theory

# pytest's importlib mode leaves the folders of tests off the path.
sys.path[:0] = [str(folder) for folder in Path(__file__).parents[:2]]


@pytest.fixture(scope="session")
def theory():
    return load_theory()


@pytest.fixture
def run(monkeypatch, capsys, theory):
    """Runs `fourfold` with arguments; its exit code, and what it printed and told.

    The theory is loaded once for all.
    """
    for command in ("check", "map"):
        module = f"fourfold.cli.{command}"
        monkeypatch.setattr(sys.modules[module], "load_theory", lambda *_: theory)

    def running(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["fourfold", *map(str, arguments)])
        try:
            command_line.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running
