"""What is written: whole, safe with any name, and never more than may be shown."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import openpyxl
import pypdf
import pytest
from invented_maps import (
    HOSTILE,
    hidden,
    historical,
    package,
    position,
    rich,
    wave,
)
from rich.console import Console

from fourfold.errors import OutputUnwritable
from fourfold.position.shown import Group, Interval
from fourfold.report.draw import draw
from fourfold.report.names import plain_name, unique_names
from fourfold.report.page.build import MOST_DRAWN, build_report
from fourfold.report.pdf import pdf_of
from fourfold.report.readable import readable
from fourfold.report.terminal import print_summary
from fourfold.report.words.facts import enacted_sentence
from fourfold.report.words.members import experienced_sentence
from fourfold.report.write import write_reports

RICH = rich()
SENTENCES = (
    experienced_sentence(RICH.current.experienced),
    enacted_sentence(RICH.enacted.now),
)


class Words(HTMLParser):
    """The text a reader sees, and the tags that carry it."""

    def __init__(self):
        super().__init__()
        self.text, self.tags = [], []

    def handle_data(self, data):
        self.text.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def page_of(folder):
    page = Words()
    page.feed((folder / "report.html").read_text("utf-8"))
    return page


def squeezed(text):
    return re.sub(r"\s+", " ", text)


def pdf_text(folder):
    reader = pypdf.PdfReader(folder / "report.pdf")
    return squeezed(" ".join(page.extract_text() for page in reader.pages))


def cells_of(folder):
    workbook = openpyxl.load_workbook(folder / "report.xlsx")
    return [
        c
        for sheet in workbook
        for row in sheet.iter_rows()
        for c in row
        if c.value is not None
    ]


def screen(result, files=()):
    console = Console(width=80, file=io.StringIO(), force_terminal=False)
    print_summary(result, files, console=console)
    return console.file.getvalue()


EXPECTED = (
    RICH.name,
    "invented example",
    "Voluntary and community",
    "Speaking up changes what we do.",
    "How are decisions made?",
    "An invented Act, section 5",
    "It fixes who must meet; it says less about how they work.",
    "Two answers came after the closing date",
    "Three facts carry no source",
    "3f2a9c0d1e5b",
    "20010601",
)


@pytest.mark.parametrize("text", [*EXPECTED, *SENTENCES])
def test_the_page_says_everything(rich_folder, text):
    assert text in squeezed(" ".join(page_of(rich_folder).text))


@pytest.mark.parametrize("text", [*EXPECTED[:4], *EXPECTED[8:], *SENTENCES])
def test_the_pdf_says_everything(rich_folder, text):
    assert text in pdf_text(rich_folder)


@pytest.mark.parametrize("text", EXPECTED[2:10])
def test_the_workbook_says_everything(rich_folder, text):
    assert any(text in str(cell.value) for cell in cells_of(rich_folder))


def test_the_page_fetches_nothing_and_runs_nothing(rich_folder):
    text = (rich_folder / "report.html").read_text("utf-8")
    tags = {tag for tag, _ in page_of(rich_folder).tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed"}
    assert not re.search(r"url\((?!#)", text)
    assert not re.search(r'(?:src|href)="(?!#)', text)


def test_the_page_names_its_tables_and_pictures(rich_folder):
    page = page_of(rich_folder)
    count = [tag for tag, _ in page.tags].count
    assert count("table") == count("caption") > 8
    pictures = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert all(p["role"] == "img" and p["aria-labelledby"] for p in pictures)
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_the_pdf_is_tagged_titled_and_in_english(rich_folder):
    catalogue = pypdf.PdfReader(rich_folder / "report.pdf").trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/StructTreeRoot"]
    assert catalogue["/Lang"].startswith("en")
    metadata = catalogue["/Metadata"].get_data().decode()
    assert "pdfuaid" in metadata


def test_the_pdf_of_one_result_is_always_the_same():
    report = build_report(package(rich()))
    pictures = draw(report.figures())
    assert pdf_of(report, pictures) == pdf_of(report, pictures)


def test_the_stamp_and_marks_stand_on_every_page(many_folder):
    for page in pypdf.PdfReader(many_folder / "report.pdf").pages:
        assert "exact: not for publication" in page.extract_text()
        assert "invented example" in page.extract_text()


def test_the_stamp_and_marks_stand_at_every_chapter_and_sheet(many_folder):
    text = " ".join(page_of(many_folder).text)
    chapters = [tag for tag, _ in page_of(many_folder).tags].count("article")
    assert text.count("exact: not for publication") >= chapters
    for sheet in openpyxl.load_workbook(many_folder / "report.xlsx"):
        assert sheet["A1"].value == "exact: not for publication · invented example"
        assert sheet.oddHeader.center.text == sheet["A1"].value


def test_a_hostile_name_is_only_text_on_the_page(hostile_folder):
    page = page_of(hostile_folder)
    assert "script" not in {tag for tag, _ in page.tags}
    assert HOSTILE in " ".join(page.text)


def test_a_hostile_name_is_only_text_in_the_pdf(hostile_folder):
    assert '<script>alert("x")</script> #panic("no") $x$ *b*' in pdf_text(hostile_folder)


def test_no_cell_is_a_formula(hostile_folder):
    cells = cells_of(hostile_folder)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    values = {cell.value for cell in cells}
    assert {"=cmd()", "=1+1", "=2+2", HOSTILE} <= values


def test_a_hostile_id_stays_inside_the_folder(hostile_folder):
    found = {path.name for path in (hostile_folder / "charts").iterdir()}
    assert "etc-pa-ss-map.svg" in found
    assert {path.name for path in hostile_folder.parent.iterdir()} == {"out"}


@pytest.mark.parametrize(
    "name", ["x" * 5000, "שותפות הנהר " * 12, "a\x00b\x0bc\ud800", "&&&K\n"]
)
def test_any_name_gives_a_whole_report(tmp_path, name):
    found = replace(rich(), name=name)
    written = write_reports(package(found, title=name, marks=(name,)), tmp_path / "out")
    assert all(path.stat().st_size for path in written)
    screen(package(found, title=name), written)


SECRET = 0.123457


def slipped():
    """A position marked withheld that still holds figures, as after a mistake upstream."""
    secret = Interval(SECRET, SECRET, SECRET)
    shares = dict.fromkeys(position().shares, SECRET)
    hidden = {"x": secret, "y": secret, "q": secret, "shares": shares, "why": "too few"}
    return replace(position(), shown="withheld", n=None, **hidden)


def test_withheld_values_appear_nowhere(tmp_path):
    none = slipped()
    groups = (Group("Private", none),)
    frames = {"experienced": none, "wanted": none, "documents": none, "rewarded": none}
    found = replace(rich(), waves=(wave(**frames, groups=groups, gaps={}),), drift=())
    result = package(replace(found, enacted=None), programmes=(), regime=None)
    write_reports(result, tmp_path)
    everything = [path.read_text("utf-8") for path in tmp_path.rglob("*.json")]
    everything += [pdf_text(tmp_path), screen(result)]
    everything += [str(cell.value) for cell in cells_of(tmp_path)]
    everything.append(squeezed(" ".join(page_of(tmp_path).text)))
    for trace in ("0.123", "12.3", "+6.2", '"shape": "circle"'):
        assert not any(trace in text for text in everything)
    assert "withheld. Too few." in everything[-1]


def test_what_no_file_can_carry_is_replaced():
    assert readable(package(title="a\x00b\ud800")).title == "a\ufffdb\ufffd"


def test_what_is_missing_is_said_plainly(many_folder):
    text = squeezed(" ".join(page_of(many_folder).text))
    assert "Private: withheld. This group, or the rest without it" in text
    assert "2 of 19 members invited did not answer." in text
    assert "No survey: where members place the partnership" in text
    assert "1 fact is recorded as unknown." in text


def test_numbers_are_numbers_and_x_is_not_given_where_it_is_not_known(rich_folder):
    sheet = openpyxl.load_workbook(rich_folder / "report.xlsx")["enacted"]
    heads = [cell.value for cell in sheet[2]]
    row = dict(zip(heads, (cell.value for cell in sheet[3]), strict=True))
    assert row["x"] is None
    assert row["acceptability x above 0"] is None
    assert row["y"] == pytest.approx(-0.36)
    assert row["x known"] == "no"
    assert sheet.freeze_panes == "A3"


def test_names_of_files_are_plain_and_never_alike():
    assert unique_names(["Été à Lyon", "ete a lyon", "???"]) == [
        "ete-a-lyon",
        "ete-a-lyon-2",
        "partnership",
    ]
    assert unique_names(["method"], taken=["method"]) == ["method-2"]
    assert len(plain_name("x" * 500)) <= 60


def test_many_partnerships_give_an_overview_and_no_charts(tmp_path):
    result = package(*(historical(i) for i in range(MOST_DRAWN + 1)))
    written = write_reports(result, tmp_path / "out")
    assert {path.name for path in written} == {"report.html", "report.pdf", "report.xlsx"}
    text = " ".join(page_of(tmp_path / "out").text)
    assert f"With more than {MOST_DRAWN} partnerships" in text
    assert f"Invented Action Zone {MOST_DRAWN}" in text


def test_a_second_run_forgets_the_charts_of_the_first_but_no_file_of_others(tmp_path):
    write_reports(package(historical(1)), tmp_path)
    (tmp_path / "charts/mine.vl.json").write_text("not ours")
    (tmp_path / "result.json").write_text("{}")
    write_reports(package(historical(2)), tmp_path)
    charts = {path.name for path in (tmp_path / "charts").iterdir()}
    assert "zone-1-map.svg" not in charts
    assert {"zone-2-map.svg", "zone-2-map.png", "mine.vl.json"} <= charts
    assert (tmp_path / "result.json").exists()


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    (tmp_path / "out").write_text("a file is here")
    with pytest.raises(OutputUnwritable, match="Choose another folder"):
        write_reports(package(historical()), tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_nothing_is_left_behind_when_writing_fails(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fourfold.report.write.write_xlsx", full)
    with pytest.raises(OutputUnwritable, match="No space left"):
        write_reports(package(historical()), tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_progress_counts_up_to_the_end(tmp_path):
    told = []
    write_reports(package(historical()), tmp_path, progress=lambda *step: told.append(step))
    assert [done for _, done, _ in told] == list(range(1, len(told) + 1))
    assert told[-1][1] == told[-1][2]


def test_the_summary_fits_a_screen_and_says_the_sentences(tmp_path):
    text = screen(package(rich()), [tmp_path / "report.html", tmp_path / "charts/a.svg"])
    assert max(len(line) for line in text.splitlines() if str(tmp_path) not in line) <= 80
    plain = squeezed(re.sub("[│╭╮╰╯]", " ", text))
    assert all(sentence in plain for sentence in SENTENCES)
    assert "invented example" in plain
    assert "report.html" in text


def test_the_small_map_puts_each_mark_in_its_quarter():
    low_right = position((0.1, 0.7, 0.1, 0.1))
    found = replace(rich(), waves=(wave(experienced=low_right),), enacted=None)
    lines = screen(package(found, regime=None)).splitlines()
    row = next(
        i for i, line in enumerate(lines) if "●" in line and "Experienced" not in line
    )
    middle = next(i for i, line in enumerate(lines) if "┼" in line)
    assert row > middle
    assert lines[row].index("●") > lines[middle].index("┼")


def test_a_hostile_name_is_no_markup_on_the_screen():
    found = replace(hidden(), name="[bold]x[/bold] [link=http://a]b[/link]")
    assert "[bold]x[/bold]" in screen(package(found))


def test_a_long_list_is_cut_short_on_the_screen():
    text = screen(package(*(historical(i) for i in range(20))))
    assert "and 8 more" in text
