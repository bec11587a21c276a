"""Charts are valid specs that draw what the result holds, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_maps import (
    enacted,
    hidden,
    historical,
    package,
    path,
    position,
    rich,
    wave,
)

from fourfold.position.shown import Ellipse
from fourfold.report.charts import map as maps
from fourfold.report.charts import square
from fourfold.report.charts.labels import Anchor, boxed, place
from fourfold.report.charts.over_time import path_chart
from fourfold.report.charts.render import png_of, svg_of
from fourfold.report.charts.shares import shares_chart
from fourfold.report.charts.tensions import tensions_chart
from fourfold.report.charts.theme import BLACK, BLUE, GREY, VERMILLION
from fourfold.report.page.build import build_report


def rows_of(spec):
    return [
        row for layer in spec["layer"] for row in layer.get("data", {}).get("values", [])
    ]


def texts_of(spec):
    return {row["text"] for row in rows_of(spec) if "text" in row}


def drawn(found, *, width=500):
    return maps.partnership_map(found, width=width, subtitle=("words",))


@pytest.mark.parametrize("found", [rich(), hidden(), historical()])
def test_every_figure_of_a_report_can_be_drawn(found):
    for figure in build_report(package(found)).figures():
        assert svg_of(figure.spec).startswith("<svg")
        if figure.narrow:
            assert svg_of(figure.narrow).startswith("<svg")


def test_the_map_names_its_corners_its_positions_and_its_arrows():
    expected = {"Accountability", "Pragmatism", "Flexibility", "Sustainability"}
    expected |= {"Experienced", "Wanted", "Enacted", "2022", "1", "2", "3", "4"}
    assert texts_of(drawn(rich())) == expected


@pytest.mark.parametrize(
    ("name", "x", "y"),
    [
        ("Accountability", -1, -1),
        ("Pragmatism", 1, -1),
        ("Flexibility", 1, 1),
        ("Sustainability", -1, 1),
    ],
)
def test_each_corner_stands_where_the_framework_puts_it(name, x, y):
    (row,) = [r for r in rows_of(drawn(rich())) if r.get("text") == name]
    assert row["x"] * x > 0.8
    assert row["y"] * y > 0.8


def test_marks_stand_at_their_positions_each_in_its_own_shape():
    dots = {r["shape"]: (r["x"], r["y"]) for r in rows_of(drawn(rich())) if "shape" in r}
    assert dots["diamond"] == pytest.approx((-0.1, 0.1))
    (now,) = [
        r for r in rows_of(drawn(rich())) if r.get("shape") == "circle" and r["size"] == 150
    ]
    assert (now["x"], now["y"]) == pytest.approx((-0.1, -0.4))


def test_without_internal_facts_enacted_is_a_bar_and_no_cloud():
    spec = drawn(rich())
    bars = [r for r in rows_of(spec) if r.get("x") == -0.55 and r.get("x2") == 0.48]
    assert bars
    assert not [layer for layer in spec["layer"] if layer["mark"].get("opacity") == 0.35]


def test_with_internal_facts_enacted_is_a_point_with_a_cloud_and_its_past():
    spec = drawn(historical())
    (cloud,) = [layer for layer in spec["layer"] if layer["mark"].get("opacity") == 0.35]
    assert len(cloud["data"]["values"]) >= maps.CLOUD_DRAWN
    assert {"1998", "2000"} <= texts_of(spec)


def test_low_response_greys_the_ellipse_and_draws_the_bound():
    low = position(low_response=True, nonresponse_bound=0.45)
    spec = drawn(rich(waves=(wave(experienced=low),)))
    (ellipse,) = [
        s for s in spec["layer"] if s["mark"].get("interpolate") == "linear-closed"
    ]
    assert ellipse["mark"]["stroke"] == GREY
    boxes = [s["data"]["values"][0] for s in spec["layer"] if s["mark"]["type"] == "rect"]
    # 55 % answered and stand at (-0.1, -0.4); the rest could stand anywhere.
    found = [b for b in boxes if (b["x"], b["x2"]) == pytest.approx((-0.505, 0.395))]
    assert found[0]["y"] == pytest.approx(-0.67)


def test_a_withheld_position_leaves_no_mark():
    assert not [row for row in rows_of(drawn(hidden())) if "shape" in row]


def test_the_ellipse_is_the_boundary_of_the_region():
    region = Ellipse(0.2, 0.1, 0.6)
    spec = square.ellipse((0.1, -0.2), region, colour=BLUE)
    for row in spec["data"]["values"]:
        u, v = (row["x"] - 0.1) / 0.2, (row["y"] + 0.2) / 0.1
        assert u * u - 2 * 0.6 * u * v + v * v == pytest.approx(1 - 0.36, abs=0.01)


def test_instruments_that_end_at_one_place_share_a_label():
    merged = maps._merged([(1, (0.1, 0.1)), (2, (0.11, 0.1)), (3, (-0.5, 0.0))])
    assert [text for text, _ in merged] == ["1, 2", "3"]


def test_only_policy_instruments_in_force_are_arrows():
    names = [fact.instrument for _, fact in maps.numbered(enacted().facts)]
    expected = [
        "statutory-duty",
        "output-targets",
        "performance-review",
        "learning-network",
    ]
    assert names == expected


def test_shares_show_the_frames_given_and_their_points():
    spec = shares_chart({"now": position().shares}, subtitle=())
    values = spec["data"]["values"]
    assert [row["text"] for row in values] == ["40", "30", "15", "15"]
    assert {row["frame"] for row in values} == {"Now"}


def test_tension_parts_add_to_their_total_and_missing_ones_are_left_out():
    spec = tensions_chart(position().tension, subtitle=())
    rows = spec["layer"][0]["data"]["values"]
    first = [r["size"] for r in rows if r["diagonal"].startswith("Sustainability")]
    assert first == [0.21, -0.03]
    assert sum(first) == pytest.approx(0.18)


def test_a_path_needs_two_dates():
    assert path_chart((enacted(),), subtitle=()) is None
    assert len(path_chart(path().history, subtitle=())["vconcat"]) == 1
    assert len(path_chart(path(x_known=True).history, subtitle=())["vconcat"]) == 2


def test_the_stamp_and_marks_stand_in_every_chart():
    result = package(rich(), historical(), stamp="exact: not for publication")
    for figure in build_report(result).figures():
        words = " ".join(figure.spec["title"]["subtitle"])
        assert "exact: not for publication · invented" in words
        assert figure.description


@pytest.mark.parametrize("colour", [BLUE, VERMILLION, GREY, BLACK])
def test_colours_of_names_reach_the_contrast_that_text_needs(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (light + 0.05) >= 4.5


def test_a_map_for_a_phone_has_type_of_at_least_twelve_pixels():
    spec = drawn(rich(), width=232)
    sizes = [s["mark"]["fontSize"] for s in spec["layer"] if s["mark"]["type"] == "text"]
    assert min([*sizes, spec["config"]["axis"]["labelFontSize"]]) >= 12


def test_pictures_in_pixels_are_png():
    assert png_of(svg_of(drawn(rich()))).startswith(b"\x89PNG")


def test_specs_are_json():
    assert json.loads(json.dumps(drawn(rich())))["usermeta"] == {"made_by": "fourfold"}


spots = st.tuples(st.floats(60, 440), st.floats(60, 440))


@settings(deadline=None, max_examples=40)
@given(st.lists(spots, min_size=2, max_size=5))
def test_names_overlap_no_name_and_stay_inside(at):
    anchors = [Anchor(f"Name {i}", x, y, BLUE) for i, (x, y) in enumerate(at)]
    boxes = [boxed(p, 14) for p in place(anchors, (), width=500, size=14)]
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i]]
    assert all(apart(a, b) for a, b in pairs)
    assert all(min(b.left, b.top) >= 0 and max(b.right, b.bottom) <= 500 for b in boxes)


def apart(a, b):
    beside = a.right <= b.left or b.right <= a.left
    return beside or a.bottom <= b.top or b.bottom <= a.top
