"""CSV as people and programs write it: lines, quotes, blank lines, ends of lines."""

import csv
import io
import json

import numpy as np
import pytest
from building import good_files, in_folder, only
from hypothesis import example, given
from hypothesis import strategies as st

from fourfold.evidence.files import read_evidence, read_raw
from fourfold.evidence.files.csvtable import quickly_read, read_csv_table

WRITTEN = ["", "a", " b", "é", '"q"', '"x\ny"', '"x,y"', '"a""b"', 'c"d', "\r"]
LINES = st.lists(
    st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=3).map(",".join), max_size=6
)


def lines_of(content: bytes) -> list[int]:
    table, faults = read_csv_table("t", "t.csv", content)
    assert faults == []
    return [table.line(row) for row in range(table.frame.height)]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"a,b\n1,2\n3,4\n", [2, 3]),
        (b"a,b\r\n1,2\r\n3,4\r\n", [2, 3]),
        (b"\xef\xbb\xbfa,b\n1,2\n", [2]),
        (b"a,b\n\n1,2\n\n\n3,4\n\n", [3, 6]),
        (b"a,b\r\n\r\n1,2\r\n,\r\n3,4", [3, 5]),
        (b'a,b\n"x\ny",2\n3,4\n', [2, 4]),
        (b'a,b\r\n"x\r\n\r\ny",2\r\n3,4\r\n', [2, 5]),
        (b"a,b\n1,2,\n3,,,\n", [2, 3]),
        (b"a,b\n1,2\r3,4\n", [2, 3]),
        (b"a,b\n1,\n,\n2,\n", [2, 4]),
        (b"a\n1\n\n2\n", [2, 4]),
        (b"a,b", []),
    ],
)
def test_rows_know_the_lines_they_stand_on(content, lines):
    assert lines_of(content) == lines


def test_a_byte_order_mark_is_no_part_of_the_heading():
    table, _ = read_csv_table("t", "t.csv", b"\xef\xbb\xbfa,b\n1,2\n")
    assert table.frame.columns == ["a", "b"]


def records_in(content: bytes) -> list[tuple[str, ...]]:
    """The records below a heading of two, as the standard library reads them.

    Empty cells to the right of the heading are nothing.
    """
    reader = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    _, *below = reader
    assert not any(any(record[2:]) for record in below)
    return [(record[0], record[1]) if record else ("", "") for record in below]


@given(LINES, st.sampled_from(["\n", "\r\n"]))
@example(["1", "1,2,", ",", "3,4"], "\n")
@example(['"x\ny",1', "", "2"], "\n")
@example(['c"d,1', '2,c"d'], "\n")
def test_the_quick_way_reads_what_the_standard_says(lines, end):
    content = end.join(["h1,h2", *lines]).encode()
    frame = quickly_read(content, 2)
    if frame is not None:
        assert frame.rows() == records_in(content)


@given(LINES, st.sampled_from(["\n", "\r\n"]))
def test_a_table_that_is_read_has_every_record(lines, end):
    content = end.join(["h1,h2", *lines]).encode()
    table, faults = read_csv_table("t", "t.csv", content)
    assert (table is None) == bool(faults)
    if table is not None:
        assert table.frame.rows() == [r for r in records_in(content) if any(r)]


def test_a_descriptor_of_names_and_paths_is_enough(tmp_path, theory):
    package = in_folder(good_files(), tmp_path / "p")
    described = json.loads((package / "datapackage.json").read_text())
    assert {key for entry in described["resources"] for key in entry} == {"name", "path"}
    evidence, _ = read_evidence(package, theory)
    assert len(evidence.tables) == len(described["resources"])


def test_tables_with_headings_alone_are_read(tmp_path, theory):
    files = good_files()
    files |= {n: c.split(b"\n")[0] for n, c in files.items() if n.endswith(".csv")}
    evidence, faults = read_evidence(in_folder(files, tmp_path / "p"), theory)
    assert [fault.kind for fault in faults] == ["empty-table"]
    assert evidence.answers.values.shape[0] == 0


def test_hidden_files_are_not_part_of_a_package(tmp_path):
    files = good_files("partnerships") | {".git/config": b"x", ".DS_Store": b"x"}
    read, _ = read_raw(in_folder(files, tmp_path / "p"))
    assert set(read.other_files) == {"plan.txt"}


def test_a_cell_of_a_million_characters_is_read(tmp_path, theory):
    long = "a" * 1_000_000
    files = only(partnerships=f"id,name,note\np1,Riverside,{long}\n")
    evidence, _ = read_evidence(in_folder(files, tmp_path / "p"), theory)
    assert evidence.tables["partnerships"]["note"].to_list() == [long]


MEMBERS, QUESTION = 75_000, "overall"


def big_answers() -> tuple[str, np.ndarray]:
    """300,000 rows: an allocation by each of 75,000 respondents."""
    first = np.random.default_rng(7).integers(0, 51, (MEMBERS, 2))
    points = np.column_stack([first, 50 - first])
    options = ("accountability", "pragmatism", "flexibility", "sustainability")
    lines = ["wave,respondent,group,question,frame,option,value"]
    for member, values in enumerate(points.tolist()):
        start = f"w1,r{member:05},g{member % 3},{QUESTION},wanted"
        lines += [f"{start},{o},{v}" for o, v in zip(options, values, strict=True)]
    return "\n".join(lines) + "\n", points


def test_three_hundred_thousand_rows_are_read_to_the_last(tmp_path, theory):
    text, points = big_answers()
    files = good_files("partnerships", "waves", "answers")
    files["answers.csv"] = text.encode()
    files["waves.csv"] = b"id,partnership,invited\nw1,p1,75000\n"
    evidence, faults = read_evidence(in_folder(files, tmp_path / "p"), theory)
    assert faults == []
    sheet = evidence.answers
    assert sheet.respondents[::25_000] == ("r00000", "r25000", "r50000")
    np.testing.assert_array_equal(sheet.answers(QUESTION, "wanted"), points)
    assert np.isnan(sheet.answers(QUESTION, "now")).all()
