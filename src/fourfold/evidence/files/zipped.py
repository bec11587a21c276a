"""Zip files that may come from anyone: refused where they are damaged or meant to harm."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from fourfold.errors import PackageUnreadable

MOST_MEMBERS = 10_000
MOST_BYTES = 2 * 1024**3  # a zip that unpacks to more is refused
MOST_EXPANSION = 200  # times its packed size, for a file of over a megabyte
SMALL_FILE = 1024**2
CLUTTER = ("__MACOSX/",)  # folders that a system adds by itself
# What zipfile lets through from files that are damaged or made to harm.
BREAKAGES = (
    zipfile.BadZipFile, OSError, EOFError, ValueError, LookupError, NotImplementedError,
    RuntimeError, OverflowError, struct.error, zlib.error, lzma.LZMAError,
)  # fmt: skip


def zip_members(path: Path) -> dict[str, zipfile.ZipInfo]:
    """The files in the zip by name; raises PackageUnreadable where that is not safe."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
    except BREAKAGES:
        raise PackageUnreadable(
            f"{path} is not a zip file that can be opened. Give a folder with a "
            "datapackage.json, a .zip of one, or an .xlsx workbook."
        ) from None
    members = [info for info in found if not info.filename.startswith(CLUTTER)]
    for info in members:
        refuse_unsafe(path, info)
    refuse_too_much(path, members)
    by_name = {info.filename: info for info in members}
    if len(by_name) < len(members):
        raise PackageUnreadable(
            f"{path} holds two files of the same name. Make the zip again."
        )
    return by_name


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
        if info.file_size > max(SMALL_FILE, MOST_EXPANSION * info.compress_size)
    ]
    if len(members) > MOST_MEMBERS or total > MOST_BYTES or swollen:
        raise PackageUnreadable(
            f"{path} would unpack to {len(members):,} files and {total:,} bytes, which is "
            f"past what a package may hold ({MOST_MEMBERS:,} files, {MOST_BYTES:,} bytes, "
            f"{MOST_EXPANSION} times its size). Give the package as a folder."
        )


def zip_reader(
    path: Path, by_name: Mapping[str, zipfile.ZipInfo]
) -> Callable[[str], bytes]:
    def read(name: str) -> bytes:
        try:
            with zipfile.ZipFile(path) as archive:
                return archive.read(by_name[name])
        except BREAKAGES as fault:
            raise PackageUnreadable(
                f"{name} in {path} is damaged ({fault}). Make the zip again."
            ) from None

    return read
