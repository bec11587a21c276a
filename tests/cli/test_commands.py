"""The commands as people run them: what they print, write and answer with."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fourfold.evidence.example import example_package
from fourfold.evidence.files.write import write_package
from fourfold.theory.load import load_theory

POSITION = {
    "shown", "why", "n", "invited", "shares", "x", "y", "q", "nonresponse_bound",
    "centre_excluded", "dominant", "quadrant", "tension", "agreement", "elevation",
}  # fmt: skip


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("packages") / "example"
    write_package(example_package(load_theory(), 20010601), folder)
    return folder


def test_map_writes_the_whole_report(run, package, tmp_path):
    code, printed, _ = run("map", package, "--out", tmp_path / "out")
    assert code == 0
    assert "invented example" in printed
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {"charts", "report.html", "report.pdf", "report.xlsx", "result.json"}


def test_map_json_has_the_published_shape(run, package, tmp_path):
    run("map", package, "--json", tmp_path / "result.json")
    written = json.loads((tmp_path / "result.json").read_text())
    assert {"fourfold", "theory", "seed", "package", "partnerships", "system"} <= set(
        written
    )
    (found,) = written["partnerships"]
    for name in ("experienced", "wanted"):
        assert set(found[name]) >= POSITION
    assert sum(found["experienced"]["shares"].values()) == pytest.approx(1)
    assert [w["wave"] for w in found["waves"]] == ["2024", "2025"]
    assert found["espoused"] is None
    assert found["relations"] is None
    assert found["findings"] == []


def test_map_json_to_the_screen_prints_nothing_else(run, package):
    _, printed, _ = run("map", package, "--json", "-")
    assert json.loads(printed)["package"] == "example"


def test_mapping_twice_gives_the_same_bytes(run, package, tmp_path):
    for name in ("a", "b"):
        run("map", package, "--json", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_exact_is_stamped_everywhere(run, package, tmp_path):
    run("map", package, "--exact", "--out", tmp_path)
    stamp = "exact: not for publication"
    assert json.loads((tmp_path / "result.json").read_text())["stamp"] == stamp
    assert stamp in (tmp_path / "report.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--wave", "1999"], "no wave '1999'"),
        (["--at", "31.12.2024"], "31.12.2024"),
        (["--seed", "-1"], "--seed"),
        (["--theory", "nowhere"], "is not there"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_an_unusable_option_is_a_sentence_and_code_2(
    run, package, tmp_path, arguments, words
):
    target = tmp_path / "result.json"
    code, _, errors = run("map", package, "--json", target, *arguments)
    assert code == 2
    assert words in errors
    assert not target.exists()


def test_a_report_is_not_written_over_a_file(run, package, tmp_path):
    taken = tmp_path / "out"
    taken.write_text("mine")
    code, _, errors = run("map", package, "--out", taken)
    assert (code, taken.read_text()) == (2, "mine")
    assert "is a file" in errors


def test_json_that_cannot_be_written_is_code_3(run, package, tmp_path):
    code, _, errors = run("map", package, "--json", tmp_path / "no" / "result.json")
    assert code == 3
    assert "cannot be written" in errors


def test_a_package_without_partnerships_is_refused(run, tmp_path):
    run("new", tmp_path / "empty")
    assert run("check", tmp_path / "empty")[0] == 0
    code, _, errors = run("map", tmp_path / "empty")
    assert code == 2
    assert "no partnership" in errors


def test_check_lists_faults_as_a_table_and_as_json(run, tmp_path):
    broken = tmp_path / "broken"
    write_package(example_package(load_theory(), 1), broken)
    text = (broken / "waves.csv").read_text().replace(",30", ",thirty")
    (broken / "waves.csv").write_text(text)
    code, printed, _ = run("check", broken)
    assert code == 2
    assert "whole number" in printed
    code, printed, _ = run("check", broken, "--json")
    listed = json.loads(printed)
    assert (code, listed["faults"]) == (2, 2)
    assert listed["found"][0]["line"] == 2
    assert run("check", broken, "--json", tmp_path / "faults.json")[1] == ""
    assert json.loads((tmp_path / "faults.json").read_text())["faults"] == 2


def test_casebook_json_has_an_entry_per_case_and_date(run, tmp_path):
    code, printed, _ = run("casebook", "--json", tmp_path / "cases.json")
    cases = json.loads((tmp_path / "cases.json").read_text())["cases"]
    assert code == 0
    assert len({c["case"] for c in cases}) == 17
    assert all({"case", "from", "expected", "position", "agrees"} <= set(c) for c in cases)
    assert "expectations agree" in printed


def test_a_theory_of_ones_own_changes_the_result_and_its_digest(run, package, tmp_path):
    run("theory", tmp_path / "own")
    networks = tmp_path / "own" / "instruments" / "learning-networks.toml"
    networks.write_text(networks.read_text().replace("strength = 2", "strength = 3"))
    results = []
    for theory in ([], ["--theory", tmp_path / "own"]):
        _, printed, _ = run("map", package, "--json", "-", *theory)
        results.append(json.loads(printed))
    assert results[0]["theory"] != results[1]["theory"]
    pulls = [r["partnerships"][0]["enacted"]["y"]["value"] for r in results]
    assert pulls[0] < pulls[1]


def test_a_taken_folder_is_never_written_into(run, tmp_path):
    for command in ("new", "example", "theory"):
        code, _, errors = run(command, tmp_path.parent)
        assert code == 3
        assert "is there already" in errors


def test_demo_maps_the_casebook_and_the_example(run, tmp_path):
    code, printed, _ = run("demo", "--out", tmp_path / "demo")
    assert code == 0
    for name in ("example", "casebook"):
        assert (tmp_path / "demo" / name / "report.html").exists()
        assert name in printed
    assert run("demo", "--out", tmp_path / "demo")[0] == 0


def test_the_installed_command_answers_as_a_program(package):
    done = subprocess.run(
        [Path(sys.executable).with_name("fourfold"), "check", package],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "no faults" in done.stdout
    version = subprocess.run(
        [Path(sys.executable).with_name("fourfold"), "--version"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert version.stdout.startswith("fourfold ")
