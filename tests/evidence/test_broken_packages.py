"""Every broken package is told in sentences, ends with code 2, and leaves nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from broken_packages import BROKEN, REFERENCES, Broken
from building import good_files, in_folder, zipped

from fourfold.evidence.schema import tables

EVERY_KIND = [pytest.param(broken, id=broken.fact) for broken in BROKEN]


def everything_in(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def test_the_good_package_has_no_faults(run, tmp_path):
    code, printed, _ = run("check", in_folder(good_files(), tmp_path / "good"))
    assert code == 0
    assert "has no faults" in " ".join(printed.split())


def test_there_are_more_than_sixty_kinds_of_broken_package():
    assert len({broken.fact for broken in BROKEN}) == len(BROKEN) >= 60


def test_every_reference_between_tables_is_broken_once():
    held = {(t.name, c.name) for t in tables().values() for c in t.columns if c.references}
    covered = {(table, column) for table, _, column, _ in REFERENCES}
    optional = {
        ("attendance", "person"), ("indicators", "owner"),
        ("objectives", "objective"), ("responsibilities", "partnership"),
    }  # fmt: skip
    assert held - covered <= optional


@pytest.mark.parametrize("broken", EVERY_KIND)
def test_check_says_where_what_and_what_to_do(run, tmp_path, broken: Broken):
    package = in_folder(broken.files(), tmp_path / "package")
    code, printed, _ = run("check", package, "--json")
    faults = [f for f in json.loads(printed)["found"] if f["severity"] != "warning"]
    assert code == 2
    places = [(f["file"], f["line"], f["column"]) for f in faults]
    assert broken.place in places
    there = [f for f, place in zip(faults, places, strict=True) if place == broken.place]
    assert broken.found is None or broken.found in [f["found"] for f in there]
    for fault in faults:
        assert fault["sentence"].endswith(".")
        assert fault["expected"]
        assert fault["remedy"]
        assert fault["found"] is None or fault["found"] in fault["sentence"]


@pytest.mark.parametrize("broken", EVERY_KIND)
def test_map_ends_with_code_2_and_writes_nothing(run, tmp_path, broken: Broken):
    package = in_folder(broken.files(), tmp_path / "package")
    before = everything_in(tmp_path)
    code, printed, told = run(
        "map", package, "--out", tmp_path / "out", "--json", tmp_path / "result.json"
    )
    assert code == 2
    assert printed == ""
    assert "." in told
    assert "Traceback" not in told
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize("broken", BROKEN[:: len(BROKEN) // 3], ids=lambda b: b.fact)
def test_a_zip_has_the_same_faults_as_its_folder(run, tmp_path, broken: Broken):
    _, of_folder, _ = run("check", in_folder(broken.files(), tmp_path / "p"), "--json")
    _, of_zip, _ = run("check", zipped(broken.files(), tmp_path / "p.zip"), "--json")
    assert json.loads(of_zip)["found"] == json.loads(of_folder)["found"]


def test_faults_are_told_all_at_once_and_worst_first(run, tmp_path):
    files = good_files()
    chosen = {"British date", "unknown wave in ties", "total is not 100"}
    for broken in BROKEN:
        if broken.fact in chosen:
            broken.change(files)
    files["votes.csv"] = b"a\tb\n"
    _, printed, _ = run("check", in_folder(files, tmp_path / "package"), "--json")
    severities = [f["severity"] for f in json.loads(printed)["found"]]
    order = ["unreadable", "structure", "reference", "value", "warning"]
    assert set(severities) >= {"unreadable", "reference", "value"}
    assert severities == sorted(severities, key=order.index)


def test_a_fault_on_many_lines_is_listed_a_hundred_times_and_counted(run, tmp_path):
    files = good_files()
    files["problems.csv"] += b"".join(b"n%d,\n" % i for i in range(1234))
    _, printed, _ = run("check", in_folder(files, tmp_path / "package"), "--json")
    told = json.loads(printed)
    assert len(told["found"]) < 110
    assert told["faults"] == 1234


def as_a_command(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from fourfold.cli.main import main; main()"]
    given = [*command, *map(str, arguments)]
    return subprocess.run(given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["check", "map"])
def test_the_command_itself_answers_a_broken_package_with_2(tmp_path, command):
    package = in_folder(BROKEN[-1].files(), tmp_path / "package")
    ended = as_a_command(command, package)
    assert ended.returncode == 2
    assert "invited" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
