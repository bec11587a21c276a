"""Reading and writing lose nothing: every cell, unknown columns, tables and files."""

import dataclasses
import json
from pathlib import Path

import pytest
from building import cells, filled_cell, good_files, in_folder, raw_package, raw_table
from frictionless import Package as FrictionlessPackage
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.errors import OutputUnwritable
from fourfold.evidence.example import example_package
from fourfold.evidence.files import read_evidence, read_raw, write_package
from fourfold.evidence.files.blank import write_blank_package
from fourfold.evidence.files.write import package_files
from fourfold.evidence.package import RawPackage
from fourfold.evidence.schema import tables

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
CELL = TEXT | st.sampled_from(['a"b', "a,b", "a\nb", " padded ", "007", "1.0", "été", "'"])
NAMES = st.lists(
    st.text("abcxyz_é ", min_size=1, max_size=5).filter(str.strip),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip


@st.composite
def frames(draw) -> dict[str, list[str]]:
    """A table of any texts, without rows that are blank throughout."""
    names = draw(NAMES)
    rows = draw(st.lists(st.tuples(*(CELL for _ in names)).filter(any), max_size=4))
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


@st.composite
def packages(draw) -> RawPackage:
    known = {"id": ["p1", "p2"], "name": ["Riverside", draw(CELL.filter(str.strip))]}
    known["own column"] = [draw(CELL), "x"]
    return raw_package(partnerships=known, mine=draw(frames()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("trips")


def again(package: RawPackage, folder: Path, ending: str) -> RawPackage:
    """The package written and read; every number of writings has its own place."""
    path = folder / f"{len(list(folder.iterdir()))}{ending}"
    write_package(package, path)
    read, faults = read_raw(path)
    assert faults == []
    return read


@given(packages())
@settings(max_examples=40)
@pytest.mark.parametrize("ending", ["", ".zip"])
def test_every_cell_comes_back(folder, ending, package):
    assert cells(again(package, folder, ending)) == cells(package)


@given(packages())
@settings(max_examples=15)
def test_every_cell_comes_back_from_a_workbook(folder, package):
    assert cells(again(package, folder, ".xlsx")) == cells(package)


def test_a_second_writing_has_the_same_bytes_as_the_first(folder):
    first = in_folder(good_files(), folder / "given")
    read, _ = read_raw(first)
    once = package_files(again(read, folder, ""))
    assert package_files(again(again(read, folder, ""), folder, ".zip")) == once


@pytest.mark.parametrize("ending", [".zip", ".xlsx"])
def test_equal_packages_give_equal_bytes(folder, theory, ending, monkeypatch):
    paths = [folder / f"equal-{n}{ending}" for n in (1, 2)]
    for number, path in enumerate(paths):
        monkeypatch.setattr("time.time", lambda n=number: 1e9 + n * 1e6)
        write_package(example_package(theory, 1), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_unknown_tables_files_and_words_of_the_descriptor_are_kept(tmp_path):
    files = good_files("partnerships") | {"own.csv": b"a,b\n1,\n", "notes/a.txt": b"hm"}
    described = {"title": "T", "contributors": [{"title": "Us"}], "resources": [
        {"name": "partnerships", "path": "./partnerships.csv", "licence": "open"},
        {"name": "own", "path": "own.csv", "bytes": 7},
        {"name": "notes", "path": "notes/a.txt", "hash": "sha256:0"},
    ]}  # fmt: skip
    files["datapackage.json"] = json.dumps(described).encode()
    read, _ = read_raw(in_folder(files, tmp_path / "given"))
    kept = again(read, tmp_path, ".zip")
    assert dict(kept.other_files) == {"notes/a.txt": b"hm", "plan.txt": files["plan.txt"]}
    assert kept.descriptor["contributors"] == described["contributors"]
    first, second, third = kept.descriptor["resources"]
    assert (first["licence"], third) == ("open", described["resources"][2])
    assert "bytes" not in second  # it would no longer be true


def test_a_table_stays_where_it_was(tmp_path):
    files = {"tables/p.csv": b"id,name\np1,x\n", "partnerships.csv": b"an older one"}
    resources = [{"name": "partnerships", "path": "tables/p.csv"}]
    files["datapackage.json"] = json.dumps({"resources": resources}).encode()
    read, _ = read_raw(in_folder(files, tmp_path / "given"))
    assert {k: v for k, v in package_files(read).items() if k in files and ".csv" in k} == {
        "tables/p.csv": files["tables/p.csv"],
        "partnerships.csv": b"an older one",
    }


def test_a_workbook_keeps_the_title_and_the_marks(tmp_path, theory):
    example = example_package(theory, 1)
    read = again(example, tmp_path, ".xlsx")
    for word in ("title", "fourfold:marks"):
        assert read.descriptor[word] == example.descriptor[word]


@pytest.mark.parametrize("text", ["a\rb", "x" * 40_000, "_x000D_", "\x01"])
def test_what_a_workbook_would_lose_it_does_not_take(tmp_path, text):
    package = raw_package(partnerships={"id": ["p1"], "name": [text]})
    with pytest.raises(OutputUnwritable, match=r"Write a folder or a \.zip"):
        write_package(package, tmp_path / "p.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_declared_missing_values_are_empty_cells(tmp_path, theory):
    files = good_files("partnerships")
    files["partnerships.csv"] = b"id,name,started,area\np1,Riverside,NA,NA\n"
    entry = {"name": "partnerships", "path": "partnerships.csv"}
    described = {"resources": [{**entry, "schema": {"missingValues": ["", "NA"]}}]}
    files["datapackage.json"] = json.dumps(described).encode()
    evidence, _ = read_evidence(in_folder(files, tmp_path / "p"), theory)
    assert evidence.tables["partnerships"].rows() == [("p1", "Riverside", None, None)]


def frictionless_errors(folder: Path) -> list[str]:
    report = FrictionlessPackage(str(folder / "datapackage.json")).validate()
    return [str(e) for e in report.flatten(["title", "message", "fieldName"])]


def every_table_filled() -> RawPackage:
    found = {
        name: raw_table(name, {c.name: [filled_cell(c)] for c in table.columns})
        for name, table in tables().items()
    }
    return dataclasses.replace(raw_package(), tables=found)


def test_frictionless_finds_what_we_write_valid(tmp_path, theory):
    write_package(example_package(theory, 20010601), tmp_path / "example")
    write_blank_package(tmp_path / "blank")
    write_package(every_table_filled(), tmp_path / "filled")
    for name in ("example", "blank", "filled"):
        assert frictionless_errors(tmp_path / name) == []


def test_frictionless_finds_what_we_find_wrong(tmp_path):
    package = every_table_filled()
    broken = raw_table("waves", {"id": ["w1"], "partnership": ["p1"], "invited": ["many"]})
    faulty = dataclasses.replace(package, tables={**package.tables, "waves": broken})
    write_package(faulty, tmp_path / "p")
    assert len(frictionless_errors(tmp_path / "p")) == 1
