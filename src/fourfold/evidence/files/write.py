"""Writes an evidence package: a folder, a zip file or a workbook; all of it or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import polars as pl

from fourfold.errors import OutputUnwritable
from fourfold.evidence.files.descriptor_writer import table_path, written_descriptor
from fourfold.evidence.files.source import DESCRIPTOR
from fourfold.evidence.files.workbook_writer import write_workbook
from fourfold.evidence.package import RawPackage, RawTable

# The earliest date that a zip can hold: equal packages give equal bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_package(package: RawPackage, path: Path) -> None:
    """Writes to a folder, or to a file that ends in .zip or .xlsx; `path` must be new.

    A workbook holds the tables and the title only. Raises OutputUnwritable, and leaves
    nothing behind, where that cannot be done.
    """
    refuse_taken(path)
    with written_whole(path) as draft:
        if path.suffix.lower() == ".xlsx":
            write_workbook(package, draft)
        elif path.suffix.lower() == ".zip":
            write_zip(package_files(package), draft)
        else:
            write_folder(package_files(package), draft)


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Files by path into a new folder, all or none."""
    refuse_taken(folder)
    with written_whole(folder) as draft:
        write_folder(files, draft)


def refuse_taken(path: Path) -> None:
    if path.is_dir() and not any(path.iterdir()):
        return
    if path.exists() or path.is_symlink():
        raise OutputUnwritable(
            f"{path} is there already, and nothing is overwritten. Give another name, "
            "or delete it first."
        )


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A draft beside `path` that takes its place, or fills the empty folder there."""
    target = path.absolute()
    new_folders = [folder for folder in target.parents if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fourfold-") as beside:
            draft = Path(beside, target.name)
            yield draft
            moves = [*draft.iterdir()] if target.is_dir() else [draft]
            for part in moves:
                shutil.move(part, target / part.name if target.is_dir() else target)
    except (OSError, UnicodeError) as fault:
        remove_empty(new_folders)
        reason = getattr(fault, "strerror", None) or fault
        raise OutputUnwritable(
            f"{path} cannot be written ({reason}). Choose another place, or free some "
            "space; nothing was left behind."
        ) from None


def remove_empty(folders: list[Path]) -> None:
    """The folders, innermost first, that were made on the way."""
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def package_files(package: RawPackage) -> dict[str, bytes]:
    """Path → content of every file of the package."""
    columns = {name: table.frame.columns for name, table in package.tables.items()}
    descriptor = written_descriptor(package.descriptor, package.name, columns)
    text = json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"
    tables = {
        table_path(package.descriptor, name): csv_bytes(table)
        for name, table in package.tables.items()
    }
    return {DESCRIPTOR: text.encode(), **package.other_files, **tables}


def csv_bytes(table: RawTable) -> bytes:
    """The table as CSV; an empty cell is nothing at all, not a pair of quotation marks."""
    filled = pl.when(pl.all() != "").then(pl.all())
    return table.frame.with_columns(filled).write_csv(quote_style="necessary").encode()


def write_folder(files: Mapping[str, bytes], draft: Path) -> None:
    draft.mkdir()
    for name, content in files.items():
        refuse_outside(name)
        target = draft / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def refuse_outside(name: str) -> None:
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts:
        raise OutputUnwritable(
            f"The package names a file {name!r}, which is outside it. Give it another path."
        )


def write_zip(files: Mapping[str, bytes], draft: Path) -> None:
    with zipfile.ZipFile(draft, "w") as archive:
        for name, content in files.items():
            refuse_outside(name)
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
