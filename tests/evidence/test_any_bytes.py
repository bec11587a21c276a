"""Whatever bytes a package is made of, it is read, faulty, or refused in a sentence."""

import json
from zipfile import ZipFile

import pytest
from building import (
    good_answers,
    good_files,
    in_folder,
    in_workbook,
    only,
    rows_of,
    with_bytes_changed,
    zip_bytes,
)  # fmt: skip
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fourfold.errors import PackageUnreadable
from fourfold.evidence.files import read_evidence
from fourfold.theory.load import load_theory

CHANGES = st.lists(
    st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=8
)
CSV_LIKE = st.text(alphabet='ab,"\n\r\t;é\0#=01-', max_size=60).map(str.encode)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=10,
)
RESOURCES = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(["partnerships", "waves", "x"]) | ANY_JSON,
         "path": st.sampled_from(["partnerships.csv", "./waves.csv"]) | ANY_JSON},
        optional={"dialect": ANY_JSON, "schema": ANY_JSON, "encoding": ANY_JSON},
    ) | ANY_JSON, max_size=4,
)  # fmt: skip


THEORY = load_theory()


def read_or_refused(path) -> None:
    try:
        evidence, faults = read_evidence(path, THEORY)
        told = [fault.sentence for fault in faults]
    except PackageUnreadable as refusal:
        evidence, faults, told = None, [], [str(refusal)]
    assert all(sentence.endswith(".") for sentence in told)
    assert evidence is not None or told


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    package = tmp_path_factory.mktemp("any") / "package"
    return in_folder(good_files("partnerships", "waves", "answers"), package)


@given(st.binary(max_size=200) | CSV_LIKE)
@example(b'a,b\n"x\ny",1\n')
@example(b"\xef\xbb\xbf")
@example(b"wave,respondent,question,value\n")
def test_any_bytes_may_stand_for_answers(folder, content):
    (folder / "answers.csv").write_bytes(content)
    read_or_refused(folder)


@given(CHANGES)
def test_answers_with_changed_bytes_are_read_or_told(folder, changes):
    changed = with_bytes_changed(good_answers().encode(), changes)
    (folder / "answers.csv").write_bytes(changed)
    read_or_refused(folder)


@given(st.binary(max_size=100) | ANY_JSON.map(lambda v: json.dumps(v).encode()))
def test_any_bytes_may_stand_for_the_descriptor(folder, content):
    described = folder.with_name("described")
    in_folder({"datapackage.json": content}, described)
    read_or_refused(described)


@given(RESOURCES)
def test_resources_may_be_anything(folder, resources):
    files = good_files("partnerships", "waves")
    files["datapackage.json"] = json.dumps({"resources": resources}).encode()
    read_or_refused(in_folder(files, folder.with_name("resources")))


@given(st.binary(max_size=100))
def test_any_bytes_may_stand_for_a_zip(folder, content):
    path = folder.with_name("any.zip")
    path.write_bytes(content)
    read_or_refused(path)


@given(CHANGES)
@settings(max_examples=150)
def test_a_zip_with_changed_bytes_is_read_or_told(folder, changes):
    path = folder.with_name("changed.zip")
    whole = zip_bytes(only(partnerships="id,name\np1,Riverside\n"))
    path.write_bytes(with_bytes_changed(whole, changes))
    read_or_refused(path)


SHEET_PLACES = st.lists(
    st.tuples(st.integers(0, 5000), st.sampled_from(b'<>/="& azAZ019\0\xff')),
    min_size=1, max_size=4,
)  # fmt: skip


@given(SHEET_PLACES, st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml",
       "xl/styles.xml", "[Content_Types].xml"]))  # fmt: skip
@settings(max_examples=30)
def test_a_workbook_with_changed_parts_is_read_or_told(folder, changes, part):
    path = folder.with_name("changed.xlsx")
    in_workbook({"partnerships": rows_of("id,name,started\np1,Riverside,7")}, path)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = with_bytes_changed(parts[part], changes)
    path.write_bytes(zip_bytes(parts))
    read_or_refused(path)
