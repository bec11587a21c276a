"""The documentation is whole and true to the code: commands, methods, picture, formulas."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import typer

from fourfold.cli.main import app
from fourfold.evidence.check import checked_evidence
from fourfold.evidence.example import example_package
from fourfold.mapping.assemble import map_evidence
from fourfold.position.inference import SEED
from fourfold.report.page.build import build_report
from fourfold.theory.load import load_theory

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
WRITTEN = [p for p in DOCS.rglob("*.md") if not {"_build", "generated"} & set(p.parts)]
COMMANDS = typer.main.get_group(app).commands


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that are written from the code, in a folder of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS))
        from generate import write_reference

        folder = tmp_path_factory.mktemp("reference")
        write_reference(folder)
        sys.modules.pop("generate")
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name):
    command = COMMANDS[name]
    assert command.help
    assert all(getattr(parameter, "help", None) for parameter in command.params)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_reference(name, reference):
    page = (reference / "commands.md").read_text(encoding="utf-8")
    part = page.split(f"## fourfold {name}\n")[1].split("\n## ")[0]
    options = [word for p in COMMANDS[name].params for word in p.opts if word[0] == "-"]
    assert all(f"`{option}" in part for option in options)


def test_every_exit_code_is_in_the_reference(reference):
    page = (reference / "commands.md").read_text(encoding="utf-8")
    codes = re.findall(r"^\| (\d+) \|", page.split("## Exit codes")[1], re.MULTILINE)
    assert set(codes) == {"0", "2", "3", "130"}


def test_the_published_schema_is_the_one_results_follow(reference):
    schema = (reference / "fourfold.schema.json").read_text(encoding="utf-8")
    assert '"$schema": "https://json-schema.org/draft/2020-12/schema"' in schema
    assert "fourfold.schema.json" in (reference / "json.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", WRITTEN, ids=lambda p: str(p.relative_to(DOCS)))
def test_code_that_a_page_names_exists(page):
    named = re.findall(
        r"`((?:src|tests|scripts|docs|benchmarks)/[\w./-]+)`", page.read_text("utf-8")
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_method_says_what_it_answers_assumes_and_how_it_was_checked():
    pages = [p for p in (DOCS / "methods").glob("*.md") if p.stem != "index"]
    asked = ("## Formula", "## What it assumes", "## How it was checked", "## Sources")
    lacking = {p.stem: [h for h in asked if h not in p.read_text("utf-8")] for p in pages}
    assert len(pages) == 10
    assert not any(lacking.values()), lacking


def test_no_page_needs_a_typesetter_from_elsewhere():
    assert [p for p in WRITTEN if re.search(r"\{math\}|\$\$", p.read_text("utf-8"))] == []


def test_the_picture_says_what_the_example_gives():
    theory = load_theory()
    evidence, _ = checked_evidence(example_package(theory, SEED), theory)
    first, *_ = build_report(map_evidence(evidence, theory)).figures()
    picture = (DOCS / "_static" / "map.svg").read_text(encoding="utf-8")
    assert first.key == "riverside-map"
    assert first.description in picture, "Make the picture anew with scripts/make-picture."
