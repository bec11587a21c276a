"""Where the files of a package are: in a folder, or in a zip file. Nothing is unpacked."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fourfold.errors import PackageUnreadable

DESCRIPTOR = "datapackage.json"
MOST_FILES = 10_000
MOST_BYTES = 2 * 1024**3  # a zip that unpacks to more is refused
MOST_EXPANSION = 200  # times its packed size, for a file of over a megabyte
SMALL_FILE = 1024**2


@dataclass(frozen=True)
class Source:
    """The files of a package by path (with / between folders), and how to read one."""

    name: str
    paths: tuple[str, ...]
    read: Callable[[str], bytes]


def open_source(path: Path) -> Source:
    """The package at `path`; raises PackageUnreadable with what to do."""
    if path.is_dir():
        return folder_source(path)
    if not path.exists():
        raise PackageUnreadable(
            f"There is no evidence package at {path}. Give a folder, a .zip or an .xlsx file; "
            "`fourfold new DIR` writes an empty one."
        )
    if not path.is_file():
        raise PackageUnreadable(
            f"{path} is neither a file nor a folder. Give one of the two."
        )
    return zip_source(path)


def folder_source(root: Path) -> Source:
    paths = [p for p in sorted(root.rglob("*")) if p.is_file() and within(root, p)]
    if len(paths) > MOST_FILES:
        raise PackageUnreadable(
            f"{root} holds {len(paths):,} files, and a package has at most {MOST_FILES:,}. "
            "Give the folder of the package itself."
        )
    names = tuple(p.relative_to(root).as_posix() for p in paths)
    return Source(root.resolve().name, names, lambda name: file_bytes(root / name))


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
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        raise PackageUnreadable(
            f"{path} is not a zip file that can be opened. Give a folder with a "
            f"{DESCRIPTOR}, a .zip of one, or an .xlsx workbook."
        ) from None
    members = [info for info in archive.infolist() if not info.is_dir()]
    for info in members:
        refuse_unsafe(path, info)
    refuse_too_much(path, members)
    top = top_folder(members)
    by_name = {info.filename.removeprefix(top): info for info in members}
    return Source(path.stem, tuple(sorted(by_name)), zip_reader(path, archive, by_name))


def refuse_unsafe(path: Path, info: zipfile.ZipInfo) -> None:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in info.filename:
        raise PackageUnreadable(
            f"{path} holds {info.filename!r}, which would unpack outside its folder. "
            "Make the zip again from the folder of the package."
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise PackageUnreadable(
            f"{path} holds a link, {info.filename!r}. Put the file itself into the zip."
        )
    if info.flag_bits & 0x1:
        raise PackageUnreadable(
            f"{path} is locked with a password. Make the zip again without one."
        )


def refuse_too_much(path: Path, members: list[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in members)
    swollen = [
        info
        for info in members
        if info.file_size > SMALL_FILE
        and info.file_size > MOST_EXPANSION * info.compress_size
    ]
    if len(members) > MOST_FILES or total > MOST_BYTES or swollen:
        raise PackageUnreadable(
            f"{path} would unpack to {len(members):,} files and {total:,} bytes, which is past "
            f"what a package may hold ({MOST_FILES:,} files, {MOST_BYTES:,} bytes, "
            f"{MOST_EXPANSION} times its size). Give the package as a folder."
        )


def top_folder(members: list[zipfile.ZipInfo]) -> str:
    """The one folder that holds everything, where a folder was zipped as a whole."""
    names = [info.filename for info in members]
    if DESCRIPTOR in names:
        return ""
    holders = [n.removesuffix(DESCRIPTOR) for n in names if n.endswith("/" + DESCRIPTOR)]
    return holders[0] if len(holders) == 1 and holders[0].count("/") == 1 else ""


def zip_reader(
    path: Path, archive: zipfile.ZipFile, by_name: Mapping[str, zipfile.ZipInfo]
) -> Callable[[str], bytes]:
    def read(name: str) -> bytes:
        try:
            return archive.read(by_name[name])
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as fault:
            raise PackageUnreadable(
                f"{name} in {path} is damaged ({fault}). Make the zip again."
            ) from None
        except ValueError as fault:  # zlib.error is one
            raise PackageUnreadable(
                f"{name} in {path} is damaged ({fault}). Make the zip again."
            ) from None

    return read
