"""What the documentation tells people to type works, page by page, from top to bottom."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from textwrap import dedent

import pytest

from fourfold.cli.main import main

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted([*(DOCS / "how-to").glob("*.md"), *(DOCS / "tutorial").glob("*.md")])
BLOCK = re.compile(
    r"^(?P<margin> *)```(?:\{code-block\} )?(?P<language>\w+)\n"
    r"(?: *:caption: (?P<file>\S+)\n\n)?(?P<text>.*?)^(?P=margin)```$",
    re.MULTILINE | re.DOTALL,
)
# What a reader who followed a page has in the end.
LEAVES = {
    "first-map": [
        "example/facts.csv",
        "results/report.html",
        "results-without/report.html",
    ],
    "survey-on-paper": ["our-partnership/workbook.xlsx", "results/report.html"],
    "theory-of-your-own": ["results/report.html"],
}


@dataclass(frozen=True)
class Example:
    """A block of a page: a file to write, commands, or Python."""

    language: str
    file: str | None
    text: str

    def follow(self, names: dict[str, object]) -> None:
        """Does what the page says, in the working folder; `names` are Python's so far."""
        if self.file:
            Path(self.file).parent.mkdir(parents=True, exist_ok=True)
            Path(self.file).write_text(self.text, encoding="utf-8")
        elif self.language == "sh":
            for line in self.text.splitlines():
                run(line)
        elif self.language == "python":
            exec(compile(self.text, "<page>", "exec"), names)  # noqa: S102 - our own page


def examples_of(page: Path) -> list[Example]:
    return [
        Example(b["language"], b["file"], dedent(b["text"]))
        for b in BLOCK.finditer(page.read_text(encoding="utf-8"))
    ]


def run(line: str) -> None:
    """A line of shell, if it is a command of ours; anything else is left out."""
    words = shlex.split(line, comments=True)
    if words[:1] != ["fourfold"]:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as end:
            main()
    assert end.value.code == 0, line


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package and its result, which the how-to pages take to be the reader's own."""
    folder = tmp_path_factory.mktemp("reader")
    run(f"fourfold example {folder / 'mine'}")
    run(f"fourfold map {folder / 'mine'} --json {folder / 'result.json'}")
    return folder


@pytest.fixture
def reader(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path], None]:
    copytree(mine, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)

    def follow(page: Path) -> None:
        names: dict[str, object] = {}
        for example in examples_of(page):
            example.follow(names)

    return follow


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_can_be_followed_to_its_end(page: Path, reader: Callable[[Path], None]):
    reader(page)
    missing = [name for name in LEAVES.get(page.stem, []) if not Path(name).exists()]
    assert not missing


def test_every_page_with_commands_or_python_has_examples_that_run():
    ran = {p.stem for p in PAGES for e in examples_of(p) if e.language in {"sh", "python"}}
    assert {*LEAVES, "use-from-python"} <= ran
