"""What is noticed and does not stop a mapping."""

from collections.abc import Callable

import pytest
from broken_packages import Files, add, also_resource, answered, put, swap
from building import answer_lines, good_files, in_folder, in_workbook, only

from fourfold.evidence.files import read_evidence


def several(*changes: Callable[[Files], None]) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


OWN_TABLE = several(
    put("own.csv", b"a,b\n1,2\n"), also_resource({"name": "own", "path": "own.csv"})
)
WARNINGS = [
    ("low-response", swap("waves.csv", ",3\n", ",4\n"), ("waves.csv", 2, "invited")),
    ("small-group", add("forums.csv"), ("answers.csv", None, "group")),
    ("no-end-date", swap("funding.csv", "2026-03-31", ""), ("funding.csv", 2, "to")),
    ("unknown-column", swap("waves.csv", "opened", "begun"), ("waves.csv", 1, "begun")),
    ("unknown-table", OWN_TABLE, ("own.csv", None, None)),
    ("own-question", answered(["w1,r1,local government,parking,now,,3"]),
     ("answers.csv", 12, "question")),
    ("unknown-programme", swap("facts.csv", "Safer", "Saver"),
     ("facts.csv", 3, "programme")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "change", "place"), WARNINGS, ids=[w[0] for w in WARNINGS]
)
def test_a_warning_says_where_and_does_not_stop(tmp_path, theory, kind, change, place):
    files = good_files()
    change(files)
    evidence, faults = read_evidence(in_folder(files, tmp_path / "p"), theory)
    assert evidence is not None
    (found,) = [fault for fault in faults if fault.kind == kind]
    assert (found.file, found.line, found.column) == place
    assert found.sentence.endswith(".")
    assert not found.stops


def test_people_without_a_group_are_no_small_group(tmp_path, theory):
    heading = "wave,respondent,group,question,frame,option,value"
    lines = [heading, *answer_lines("r1", "")]
    for number in range(2, 7):
        lines += answer_lines(f"r{number}", "voluntary")
    files = good_files("partnerships", "waves", "answers")
    files["answers.csv"] = "\n".join(lines).encode()
    files["waves.csv"] = files["waves.csv"].replace(b",3\n", b",6\n")
    _, faults = read_evidence(in_folder(files, tmp_path / "p"), theory)
    assert faults == []


@pytest.mark.parametrize("table", ["organisations", "people"])
def test_ids_of_a_table_left_out_are_only_noticed(tmp_path, theory, table):
    texts = {
        "partnerships": "id,name\np1,Riverside\n",
        "organisations": "id,name,sector\no1,Council,health\n",
        "attendance": "meeting,partnership,organisation,person,attended\nm,p1,o1,q1,true\n",
        "people": "id,organisation\nq1,o1\n",
    }
    del texts[table]
    evidence, faults = read_evidence(in_folder(only(**texts), tmp_path / "p"), theory)
    assert evidence is not None
    assert {fault.kind for fault in faults} == {"absent-table"}


def test_an_empty_package_points_to_the_workbook_beside_it(run, tmp_path):
    run("new", tmp_path / "p")
    _, printed, _ = run("check", tmp_path / "p", "--json")
    assert "If you filled in workbook.xlsx, give that file" in printed
    code, _, told = run("map", tmp_path / "p")
    assert code == 2
    assert "no partnership" in told


def test_thousands_of_leads_are_found_without_comparing_all_pairs(tmp_path, theory):
    lines = ["partnership,organisation,role,from,to"]
    lines += [f"p1,o1,lead,{1000 + n // 40}-01-{n % 28 + 1:02}," for n in range(40_000)]
    texts = {
        "partnerships": "id,name\np1,x\n",
        "memberships": "\n".join(lines),
    }
    _, faults = read_evidence(in_folder(only(**texts), tmp_path / "p"), theory)
    leads = [fault for fault in faults if fault.kind == "two-leads"]
    assert sum(1 + fault.more for fault in leads) == 39_999


def test_leads_one_after_the_other_are_fine(tmp_path, theory):
    sheets = {
        "partnerships": [["id", "name"], ["p1", "x"]],
        "organisations": [["id", "name", "sector"], ["o1", "a", "health"],
                          ["o2", "b", "health"]],
        "memberships": [["partnership", "organisation", "role", "from", "to"],
                        ["p1", "o2", "lead", "2021-04-01", None],
                        ["p1", "o1", "lead", None, "2021-04-01"]],
    }  # fmt: skip
    _, faults = read_evidence(in_workbook(sheets, tmp_path / "p.xlsx"), theory)
    assert faults == []
