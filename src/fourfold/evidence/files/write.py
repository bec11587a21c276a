"""Writes an evidence package: a folder, a zip file or a workbook; all of it or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fourfold.errors import OutputUnwritable
from fourfold.evidence.files.descriptor import written_descriptor
from fourfold.evidence.files.source import DESCRIPTOR
from fourfold.evidence.files.workbook_writer import write_workbook
from fourfold.evidence.package import RawPackage, RawTable

EPOCH = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # zip's earliest date, so that equal packages give equal bytes


def write_package(package: RawPackage, path: Path) -> None:
    """Writes to a folder, or to a file that ends in .zip or .xlsx; `path` must be new.

    Raises OutputUnwritable, and leaves nothing behind, where that cannot be done.
    """
    refuse_taken(path)
    with written_whole(path) as draft:
        if path.suffix.lower() == ".xlsx":
            write_workbook(package, draft)
        elif path.suffix.lower() == ".zip":
            write_zip(package_files(package), draft)
        else:
            write_folder(package_files(package), draft)


def write_files(files: dict[str, bytes], folder: Path) -> None:
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
    """A draft beside `path` that takes its place when all went well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".fourfold-") as folder:
            draft = Path(folder) / path.name
            yield draft
            if path.is_dir():
                path.rmdir()
            shutil.move(draft, path)
    except OSError as fault:
        raise OutputUnwritable(
            f"{path} cannot be written ({fault.strerror or fault}). Choose another place, or "
            "free some space; nothing was left behind."
        ) from None


def package_files(package: RawPackage) -> dict[str, bytes]:
    """Path → content of every file of the package."""
    columns = {name: table.frame.columns for name, table in package.tables.items()}
    descriptor = written_descriptor(package.descriptor, package.name, columns)
    text = json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"
    tables = {f"{name}.csv": csv_bytes(table) for name, table in package.tables.items()}
    return {DESCRIPTOR: text.encode(), **package.other_files, **tables}


def csv_bytes(table: RawTable) -> bytes:
    return table.frame.write_csv(quote_style="necessary").encode()


def write_folder(files: dict[str, bytes], draft: Path) -> None:
    draft.mkdir()
    for name, content in files.items():
        target = draft / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def write_zip(files: dict[str, bytes], draft: Path) -> None:
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
