"""A whole package mapped: what is put together, and the document that comes of it."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import fourfold
from fourfold.errors import OptionUnusable, PackageFaulty
from fourfold.evidence.check import checked_evidence
from fourfold.evidence.example import example_package
from fourfold.evidence.files import read_evidence, write_package
from fourfold.mapping.assemble import MapOptions, kendall_tau, map_evidence
from fourfold.mapping.document import as_json, document, document_schema

THEORY = fourfold.load_theory()


@pytest.fixture(scope="module")
def example() -> object:
    evidence, _ = checked_evidence(example_package(THEORY, 20010601), THEORY)
    return evidence


@pytest.fixture(scope="module")
def mapped(example):
    return map_evidence(example, THEORY)


def test_the_document_fits_its_schema(example, mapped):
    for result in (mapped, map_evidence(example, THEORY, MapOptions(exact=True))):
        written = json.loads(as_json(document(result)))
        jsonschema.Draft202012Validator(document_schema()).validate(written)


def test_the_result_says_how_it_was_made(mapped):
    written = json.loads(as_json(document(mapped)))
    assert written["theory"] == THEORY.digest
    assert (written["seed"], written["draws"], written["at"]) == (
        20010601,
        4000,
        "2025-03-27",
    )
    assert written["marks"] == ["invented example"]
    assert written["stamp"] is None


def test_the_example_has_two_waves_and_a_group_too_small_to_show(mapped):
    (found,) = mapped.partnerships
    assert [w.wave for w in found.waves] == ["2024", "2025"]
    assert found.current.wave == "2025"
    shown = {g.group: g.experienced.shown for g in found.current.groups}
    assert shown["community"] == "withheld"
    assert shown["local government"] == "rounded"


def test_answers_are_weighted_to_the_membership_list_where_response_differs(mapped):
    assert mapped.partnerships[0].current.experienced.adjusted_by == "sector"


def test_an_earlier_wave_can_stand_for_now(example):
    result = map_evidence(example, THEORY, MapOptions(wave="2024"))
    assert result.partnerships[0].current.wave == "2024"
    assert result.at == "2024-03-28"


def test_an_earlier_date_leaves_later_waves_out(example):
    result = map_evidence(example, THEORY, MapOptions(at=date(2024, 12, 31)))
    assert [w.wave for w in result.partnerships[0].waves] == ["2024"]
    assert result.partnerships[0].drift == ()


def test_choosing_a_wave_shows_no_more_than_the_whole(example, mapped):
    alone = map_evidence(example, THEORY, MapOptions(wave="2024")).partnerships[0].waves
    assert alone == mapped.partnerships[0].waves


def test_an_unknown_wave_is_refused_with_those_there_are(example):
    with pytest.raises(OptionUnusable, match=r"no wave '1999'.*2024, 2025"):
        map_evidence(example, THEORY, MapOptions(wave="1999"))


def test_an_exact_result_is_stamped(example):
    result = map_evidence(example, THEORY, MapOptions(exact=True))
    assert result.stamp == "exact: not for publication"
    assert result.partnerships[0].current.experienced.shown == "exact"


def test_sources_are_compared_by_sign_and_not_by_distance(mapped):
    gap = mapped.partnerships[0].experienced_enacted
    assert gap.y is not None
    assert 0 <= gap.y <= 1


@pytest.mark.parametrize(
    ("first", "second", "tau"),
    [
        ([1, 2, 3, 4], [1, 2, 3, 4], 1.0),
        ([1, 2, 3, 4], [4, 3, 2, 1], -1.0),
        # scipy.stats.kendalltau([1, 2, 2, 4], [1, 3, 2, 4]) = 0.9128709291752769
        ([1, 2, 2, 4], [1, 3, 2, 4], 0.9128709291752769),
        ([1, 1, 1, 1], [1, 2, 3, 4], None),
    ],
)
def test_kendalls_tau_is_that_of_scipy(first, second, tau):
    assert kendall_tau(first, second) == (None if tau is None else pytest.approx(tau))


def test_the_regime_and_programmes_are_in_the_system(tmp_path):
    evidence, _ = read_evidence(programme_package(tmp_path / "package"), THEORY)
    written = json.loads(as_json(document(map_evidence(evidence, THEORY))))
    (programme,) = written["system"]["programmes"]
    assert programme["programme"] == "Zones"
    assert written["system"]["regime"]["y"]["value"] > 0
    assert [p["enacted"]["y"]["value"] > 0 for p in written["partnerships"]] == [True, True]


def programme_package(folder: Path) -> Path:
    folder.mkdir()
    (folder / "partnerships.csv").write_text("id,name,programme\na,A,Zones\nb,B,Zones\n")
    (folder / "facts.csv").write_text(
        "programme,instrument,state,from\nZones,zone-or-pilot-status,true,1998-04-01\n"
    )
    resources = [{"name": n, "path": f"{n}.csv"} for n in ("partnerships", "facts")]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return folder


def test_without_survey_or_facts_the_map_says_what_is_missing(tmp_path):
    (tmp_path / "partnerships.csv").write_text("id,name\na,A\n")
    (tmp_path / "datapackage.json").write_text(
        '{"resources": [{"name": "partnerships", "path": "partnerships.csv"}]}'
    )
    (found,) = fourfold.map_package(tmp_path).partnerships
    assert found.current is None
    assert found.enacted is None
    assert len(found.warnings) == 2


def test_the_python_interface_maps_what_the_command_maps(tmp_path, mapped):
    folder = tmp_path / "example"
    write_package(example_package(THEORY, 20010601), folder)
    assert fourfold.check_package(folder)[0].severity == "warning"
    assert fourfold.map_package(folder).partnerships == mapped.partnerships


def test_a_faulty_package_is_refused_with_its_faults(tmp_path):
    (tmp_path / "partnerships.csv").write_text("id,name\na,A\na,B\n")
    (tmp_path / "datapackage.json").write_text(
        '{"resources": [{"name": "partnerships", "path": "partnerships.csv"}]}'
    )
    with pytest.raises(PackageFaulty, match=r"partnerships\.csv, line 3"):
        fourfold.map_package(tmp_path)
