"""Where the files of a package are: in a folder, or in a zip file. Nothing is unpacked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fourfold.errors import PackageUnreadable
from fourfold.evidence.files.zipped import zip_members, zip_reader

DESCRIPTOR = "datapackage.json"
MOST_FILES = 10_000


@dataclass(frozen=True)
class Source:
    """The files of a package by path (with / between folders), and how to read one."""

    name: str
    paths: tuple[str, ...]
    read: Callable[[str], bytes]


@dataclass(frozen=True)
class OtherFiles(Mapping[str, bytes]):
    """Files that are not tables, by path; each is read when it is asked for."""

    source: Source
    paths: tuple[str, ...]

    def __getitem__(self, path: str) -> bytes:
        if path not in self.paths:
            raise KeyError(path)
        return self.source.read(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def open_source(path: Path) -> Source:
    """The package at `path`; raises PackageUnreadable with what to do."""
    try:
        path.stat()
    except FileNotFoundError:
        raise PackageUnreadable(
            f"There is no evidence package at {path}. Give a folder, a .zip or an .xlsx "
            "file; `fourfold new DIR` writes an empty one."
        ) from None
    except (OSError, ValueError) as fault:
        raise PackageUnreadable(
            f"{path} cannot be opened ({reason(fault)}). Give a folder, a .zip or an "
            ".xlsx file that you may read."
        ) from None
    if path.is_dir():
        return folder_source(path)
    if not path.is_file():
        raise PackageUnreadable(
            f"{path} is neither a file nor a folder. Give one of the two."
        )
    if path.name == DESCRIPTOR:
        raise PackageUnreadable(
            f"{path} only describes the package. Give the folder it is in: {path.parent}."
        )
    return zip_source(path)


def reason(fault: Exception) -> str:
    return getattr(fault, "strerror", None) or str(fault)


def folder_source(root: Path) -> Source:
    paths = []
    for path in folder_files(root):
        paths.append(path.relative_to(root).as_posix())
        if len(paths) > MOST_FILES:
            raise PackageUnreadable(
                f"{root} holds more than the {MOST_FILES:,} files that a package has at "
                "most. Give the folder of the package itself."
            )
    return Source(
        root.resolve().name, tuple(sorted(paths)), lambda name: file_bytes(root / name)
    )


def folder_files(root: Path) -> Iterator[Path]:
    """Every file inside, links that lead out and hidden files and folders left out."""
    for folder, subfolders, files in os.walk(root, onerror=refuse_unlisted):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in files:
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file() and within(root, path):
                yield path


def refuse_unlisted(fault: OSError) -> None:
    raise PackageUnreadable(
        f"{fault.filename} cannot be read ({fault.strerror}). Check that you may read it."
    )


def within(root: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


def file_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise PackageUnreadable(
            f"{path} cannot be read ({fault.strerror}). Check that you may read it."
        ) from None


def zip_source(path: Path) -> Source:
    """The package in a zip file, or in the one folder that the zip file holds."""
    members = zip_members(path)
    top = top_folder(list(members))
    names = {name.removeprefix(top): info for name, info in members.items()}
    if len(names) < len(members):
        raise PackageUnreadable(
            f"{path} holds files of the same name in and beside the folder {top!r}. "
            "Make the zip again from the folder of the package."
        )
    return Source(path.stem, tuple(sorted(names)), zip_reader(path, names))


def top_folder(names: list[str]) -> str:
    """The one folder that holds everything, where a folder was zipped as a whole."""
    if DESCRIPTOR in names:
        return ""
    holders = [n.removesuffix(DESCRIPTOR) for n in names if n.endswith("/" + DESCRIPTOR)]
    return holders[0] if len(holders) == 1 and holders[0].count("/") == 1 else ""
