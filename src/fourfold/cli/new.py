"""`fourfold new`, `example` and `theory`: folders to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fourfold.evidence.example import example_package
from fourfold.evidence.files.blank import write_blank_package
from fourfold.evidence.files.write import write_files, write_package
from fourfold.position.inference import SEED
from fourfold.theory.load import built_in_texts, load_theory

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="A folder that is not there yet.")
]


def new(folder: Folder) -> None:
    """Write an empty evidence package to fill in: CSV tables, and a workbook instead."""
    write_blank_package(folder)
    print(f"Written: {folder}. Open its README.md to see how to fill it in.")


def example(
    folder: Folder,
    seed: Annotated[int, typer.Option(min=0, help="Where chance starts from.")] = SEED,
) -> None:
    """Write the example package: an invented partnership of 19 organisations, two waves."""
    write_package(example_package(load_theory(), seed), folder)
    print(f"Written: {folder}. Try: fourfold map {folder} --out results")


def theory(folder: Folder) -> None:
    """Write the theory as TOML files, to read, argue with and override with --theory."""
    write_files({path: text.encode() for path, text in built_in_texts().items()}, folder)
    print(f"Written: {folder}. Keep the files you change, and give the folder to --theory.")
