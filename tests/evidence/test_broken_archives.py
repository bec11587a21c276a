"""Zip files and workbooks that are damaged, unsafe or filled in wrongly."""

import json
import os
import stat
import zipfile
from datetime import date, datetime, time

import pytest
from building import (
    GOOD_TABLES,
    good_files,
    in_folder,
    in_workbook,
    only,
    rows_of,
    zip_bytes,
    zipped,
)  # fmt: skip

from fourfold.evidence.files import read_evidence

# A cell knows no time zone.
MORNING = datetime(2024, 1, 2, 3, 4)  # noqa: DTZ001 - so it is without one
MIDNIGHT = datetime(2024, 3, 1)  # noqa: DTZ001 - so it is without one
PARTNERSHIPS = [["id", "name"], ["p1", "Riverside"]]


def refused(run, folder, package) -> str:
    """What `check` and `map` say of a package that they refuse; nothing is written."""
    before = set(folder.rglob("*"))
    for command in (("check",), ("map", "--out", folder / "out", "--json", folder / "f")):
        code, printed, told = run(command[0], package, *command[1:])
        assert code == 2
        assert "Traceback" not in told
        assert (printed + told).strip().endswith((".", "warning.", "warnings."))
    assert set(folder.rglob("*")) == before
    return " ".join(told.split())


def entry(name: str, mode: int = 0, flags: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr, info.flag_bits = mode << 16, flags
    return info


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../up.csv", "outside its folder"), ("/etc/passwd", "outside its folder"),
        ("..\\up.csv", "outside its folder"), ("C:up.csv", "outside its folder"),
    ],
)  # fmt: skip
def test_a_zip_that_would_unpack_elsewhere_is_refused(run, tmp_path, name, words):
    path = zipped({**good_files("partnerships"), name: b"x"}, tmp_path / "p.zip")
    assert words in refused(run, tmp_path, path)


def test_a_zip_with_a_link_is_refused(run, tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr(entry("partnerships.csv", stat.S_IFLNK | 0o777), "/etc/passwd")
    assert "holds a link" in refused(run, tmp_path, tmp_path / "p.zip")


def test_a_zip_that_swells_is_refused(run, tmp_path):
    path = zipped({"answers.csv": b"\0" * 20_000_000}, tmp_path / "p.zip")
    assert "would unpack to" in refused(run, tmp_path, path)


def test_a_zip_with_a_name_twice_is_refused(run, tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("a.csv", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", "2")
    assert "two files of the same name" in refused(run, tmp_path, tmp_path / "p.zip")


def test_a_zip_with_a_password_is_refused(run, tmp_path):
    content = bytearray(zip_bytes(only(partnerships="id,name\np1,x\n")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    (tmp_path / "p.zip").write_bytes(content)
    assert "password" in refused(run, tmp_path, tmp_path / "p.zip")


def test_a_damaged_file_in_a_zip_is_named(run, tmp_path):
    content = bytearray(zip_bytes(only(partnerships="id,name\np1,Riverside\n" * 50)))
    start = content.index(b"partnerships.csv") + len("partnerships.csv")
    content[start : start + 8] = b"\xff" * 8
    (tmp_path / "p.zip").write_bytes(content)
    assert "is damaged" in refused(run, tmp_path, tmp_path / "p.zip")


@pytest.mark.parametrize("name", ["p.zip", "p.xlsx", "p.csv"])
def test_a_file_that_is_no_zip_is_refused(run, tmp_path, name):
    (tmp_path / name).write_bytes(b"id,name\np1,Riverside\n")
    assert "is not a zip file" in refused(run, tmp_path, tmp_path / name)


def test_a_cut_off_zip_is_refused(run, tmp_path):
    (tmp_path / "p.zip").write_bytes(zip_bytes(good_files("partnerships"))[:-30])
    assert "is not a zip file" in refused(run, tmp_path, tmp_path / "p.zip")


def test_a_zip_of_the_folder_itself_is_read(run, tmp_path):
    inside = {f"pack/{name}": content for name, content in good_files().items()}
    clutter = {"__MACOSX/pack/._waves.csv": b"\0", "pack/.DS_Store": b"\0"}
    code, _, _ = run("check", zipped(inside | clutter, tmp_path / "p.zip"))
    assert code == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [("absent", "There is no evidence package at"), ("x" * 300, "cannot be opened")],
)
def test_a_path_that_leads_nowhere_is_told(run, tmp_path, name, words):
    assert words in refused(run, tmp_path, tmp_path / name)


def test_a_pipe_is_no_package(run, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "neither a file nor a folder" in refused(run, tmp_path, tmp_path / "pipe")


def test_the_descriptor_is_not_the_package(run, tmp_path):
    package = in_folder(good_files("partnerships"), tmp_path / "p")
    told = refused(run, tmp_path, package / "datapackage.json")
    assert "Give the folder it is in" in told


@pytest.mark.skipif(os.geteuid() == 0, reason="The superuser may read everything.")
@pytest.mark.parametrize("name", [".", "partnerships.csv"])
def test_what_one_may_not_read_is_told(run, tmp_path, name):
    package = in_folder(good_files("partnerships"), tmp_path / "p")
    (package / name).chmod(0)
    try:
        assert "Check that you may read it" in refused(run, tmp_path, package)
    finally:
        (package / name).chmod(0o700)


def test_links_out_of_the_folder_are_not_followed(run, tmp_path):
    package = in_folder(good_files("partnerships"), tmp_path / "p")
    (package / "partnerships.csv").rename(tmp_path / "outside.csv")
    (package / "partnerships.csv").symlink_to(tmp_path / "outside.csv")
    assert "no such file" in refused(run, tmp_path, package)


def faults_of(run, path) -> list[dict]:
    _, printed, _ = run("check", path, "--json")
    return json.loads(printed)["found"]


@pytest.mark.parametrize(
    ("rows", "place", "found"),
    [
        ([["id", "name"], ["p1", "=1+1"]], (2, "name"), "=1+1"),
        ([["id", "name"], ["p1", "x", None, "y"]], (2, None), "y"),
        ([["id", "id"], ["p1", "x"]], (1, None), "id"),
        ([["id", None, "name"], ["p1", None, "x"]], (1, None), None),
        ([["identity", "title"], ["p1", "x"]], (1, "id"), None),
        ([[None], ["p1", "x"]], (1, None), None),
        ([["id", "name"], ["p1", None]], (2, "name"), ""),
        ([["id", "name"], [None], ["p1", "#REF!"]], (3, "name"), "#REF!"),
        ([["id", "name", "started"], ["p1", "x", time(10, 30)]],
         (2, "started"), "10:30:00"),
        ([["id", "name", "started"], ["p1", "x", 45000]], (2, "started"), "45000"),
        ([["id", "name", "started"], ["p1", "x", MORNING]],
         (2, "started"), "2024-01-02T03:04:00"),
    ],
)  # fmt: skip
def test_a_sheet_filled_in_wrongly_is_told(run, tmp_path, rows, place, found):
    path = in_workbook({"partnerships": rows}, tmp_path / "p.xlsx")
    faults = {(f["line"], f["column"]): f for f in faults_of(run, path)}
    assert faults[place]["found"] == found
    assert faults[place]["file"] == "p.xlsx, sheet partnerships"
    refused(run, tmp_path, path)


def test_a_workbook_without_our_sheets_has_no_partnerships(run, tmp_path):
    path = in_workbook({"Sheet1": [["a"], ["b"]]}, tmp_path / "p.xlsx")
    faults = faults_of(run, path)
    assert [f["kind"] for f in faults] == ["missing-table", "unknown-table"]


def test_a_workbook_with_entities_is_refused(run, tmp_path):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><x>&a;</x>'
    path = zipped({"xl/workbook.xml": bomb}, tmp_path / "p.xlsx")
    assert "holds a document type" in refused(run, tmp_path, path)


def test_a_workbook_under_another_name_is_recognised(run, tmp_path):
    path = in_workbook({"partnerships": PARTNERSHIPS}, tmp_path / "p.xlsx")
    renamed = path.rename(tmp_path / "p.zip")
    assert "Rename it to end in .xlsx" in refused(run, tmp_path, renamed)


def test_typed_cells_are_read_as_a_csv_would_have_them(tmp_path, theory):
    started, invited = date(2019, 4, 1), 3.0
    sheets = {
        "partnerships": [["id", "name", "started"], ["p1", "Riverside", started]],
        "organisations": rows_of(GOOD_TABLES["organisations"]),
        "waves": [["id", "partnership", "opened", "invited"],
                  ["w1", "p1", MIDNIGHT, invited]],
        "observed": [["wave", "node", "answered"], ["w1", "o1", True]],
        "funding": [["partnership", "stream", "funder", "kind", "amount"],
                    ["p1", 2024, "Ministry", "pooled", 0.1]],
    }  # fmt: skip
    evidence, _ = read_evidence(in_workbook(sheets, tmp_path / "p.xlsx"), theory)
    assert evidence.tables["partnerships"]["started"].to_list() == [started]
    assert evidence.tables["waves"].rows() == [("w1", "p1", date(2024, 3, 1), 3)]
    assert evidence.tables["observed"]["answered"].to_list() == [True]
    assert evidence.tables["funding"].rows() == [("p1", "2024", "Ministry", "pooled", 0.1)]


def test_merged_cells_are_noticed(run, tmp_path):
    from openpyxl import load_workbook

    path = in_workbook({"partnerships": PARTNERSHIPS}, tmp_path / "p.xlsx")
    book = load_workbook(path)
    book["partnerships"].merge_cells("B2:B3")
    book.save(path)
    assert [f["kind"] for f in faults_of(run, path)] == ["merged-cells"]


def test_hidden_sheets_are_read_like_others(tmp_path, theory):
    from openpyxl import load_workbook

    path = in_workbook({"partnerships": PARTNERSHIPS, "x": [["a"]]}, tmp_path / "p.xlsx")
    book = load_workbook(path)
    book["partnerships"].sheet_state = "hidden"
    book.save(path)
    evidence, _ = read_evidence(path, theory)
    assert evidence.tables["partnerships"].height == 1
