"""`fourfold new` and `fourfold example`: whole folders, or nothing."""

import json
import os
from pathlib import Path

import pytest
from building import raw_package
from openpyxl import load_workbook

from fourfold.errors import OutputUnwritable
from fourfold.evidence.files import read_evidence, write_package
from fourfold.evidence.schema import tables


@pytest.fixture
def package(run, tmp_path) -> Path:
    assert run("new", tmp_path / "pack")[0] == 0
    return tmp_path / "pack"


def test_a_new_package_has_every_table_a_readme_and_a_workbook(package):
    csv_files = {f"{name}.csv" for name in tables()}
    others = {"datapackage.json", "README.md", "workbook.xlsx"}
    assert {path.name for path in package.iterdir()} == csv_files | others


def test_the_descriptor_of_a_new_package_says_what_every_column_is(package):
    described = json.loads((package / "datapackage.json").read_text())
    fields = {
        (entry["name"], field["name"]): field
        for entry in described["resources"]
        for field in entry["schema"]["fields"]
    }
    expected = {(t.name, c.name): c for t in tables().values() for c in t.columns}
    assert set(fields) == set(expected)
    for place, column in expected.items():
        assert fields[place]["description"] == column.description
        required = fields[place].get("constraints", {}).get("required", False)
        assert required == column.required


def test_the_readme_names_every_column(package):
    text = (package / "README.md").read_text(encoding="utf-8")
    assert all(f"`{c.name}`" in text for t in tables().values() for c in t.columns)


def choices_offered(book, table) -> dict[str, set[str]]:
    """Column heading → what its drop-down offers."""
    sheet, found = book[table], {}
    for rule in sheet.data_validations.dataValidation:
        column = sheet.cell(1, next(iter(rule.sqref.ranges)).min_col).value
        if rule.formula1.startswith('"'):
            found[column] = set(rule.formula1.strip('"').split(","))
        else:
            name, place = rule.formula1.lstrip("=").split("!")
            cells = book[name][place.replace("$", "")]
            found[column] = {cell.value for (cell,) in cells}
    return found


def test_the_workbook_offers_every_choice_in_a_drop_down(package):
    book = load_workbook(package / "workbook.xlsx")
    for name, table in tables().items():
        expected = {c.name: {*c.choices} for c in table.columns if c.choices}
        truths = {c.name: {"true", "false"} for c in table.columns if c.type == "boolean"}
        assert choices_offered(book, name) == expected | truths


def test_the_workbook_can_be_filled_in_and_read(package, theory):
    path = package / "workbook.xlsx"
    book = load_workbook(path)
    book["partnerships"].append(["p1", "Riverside"])
    book.save(path)
    evidence, faults = read_evidence(path, theory)
    assert faults == []
    assert evidence.tables["partnerships"]["name"].to_list() == ["Riverside"]


@pytest.mark.parametrize("command", ["new", "example"])
def test_a_folder_with_something_in_it_is_left_as_it_is(run, tmp_path, command):
    (tmp_path / "mine.txt").write_text("mine")
    code, _, told = run(command, tmp_path)
    assert code == 3
    assert "nothing is overwritten" in told
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_folder_one_stands_in_is_filled_and_stays_the_same(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    assert run("new", ".")[0] == 0
    assert Path("datapackage.json").exists()
    assert tmp_path.stat().st_ino == before


@pytest.mark.parametrize("name", ["write_bytes", "mkdir"])
def test_nothing_is_left_where_the_disk_refuses(run, tmp_path, monkeypatch, name):
    working, calls = getattr(Path, name), []

    def refusing(path, *args, **kwargs):
        calls.append(path)
        if len(calls) > 3:
            raise OSError(28, os.strerror(28))
        return working(path, *args, **kwargs)

    monkeypatch.setattr(Path, name, refusing)
    code, _, told = run("new", tmp_path / "a" / "b" / "c" / "pack")
    monkeypatch.undo()
    assert code == 3
    assert "No space left" in told
    assert list(tmp_path.iterdir()) == []


def test_a_package_is_never_written_over_a_file(tmp_path):
    (tmp_path / "p.zip").write_bytes(b"mine")
    with pytest.raises(OutputUnwritable, match="nothing is overwritten"):
        write_package(raw_package(), tmp_path / "p.zip")
    assert (tmp_path / "p.zip").read_bytes() == b"mine"


def test_a_file_outside_the_package_is_not_written(tmp_path):
    package = raw_package(**{"../evil": {"a": ["1"]}})
    for ending in ("", ".zip"):
        with pytest.raises(OutputUnwritable, match="outside it"):
            write_package(package, tmp_path / f"p{ending}")
    assert list(tmp_path.iterdir()) == []
