"""Rounding: sums are kept, nothing moves by a whole step, intervals only widen."""

from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fourfold.experienced.disclosure.rounding import (
    outward,
    parts_to_step,
    to_step,
    upward,
)
from fourfold.experienced.form import Form
from fourfold.position.geometry import closed, share_by_name

STEPS = st.sampled_from([0.05, 0.1, 0.5])
PLACES = st.floats(-1, 1)
shares = st.lists(st.integers(0, 1000), min_size=4, max_size=4).filter(any).map(closed)


def steps_in(value, step):
    return value / step == pytest.approx(round(value / step), abs=1e-6)


@given(shares, STEPS)
def test_rounded_parts_keep_their_sum_and_stay_within_a_step(parts, step):
    exact = share_by_name(parts)
    rounded = parts_to_step(exact, step)
    assert sum(rounded.values()) == pytest.approx(1)
    for name, part in rounded.items():
        assert steps_in(part, step)
        assert part >= 0
        assert abs(part - exact[name]) < step


@given(PLACES, PLACES, STEPS)
def test_intervals_only_widen_and_never_by_more_than_a_step(one, other, step):
    low, high = sorted((one, other))
    shown_low, shown_high = outward(low, high, step)
    assert shown_low < low + 1e-9 < high + 2e-9 < shown_high + 3e-9
    assert steps_in(shown_low, step)
    assert steps_in(shown_high, step)
    assert max(low - shown_low, shown_high - high) <= step + 1e-6


@given(PLACES, STEPS)
def test_an_interval_without_width_is_shown_at_least_a_step_wide(place, step):
    low, high = outward(place, place, step)
    assert high - low >= step - 1e-9
    assert upward(0.0, step) == step


@given(PLACES, STEPS)
def test_the_nearest_step_is_at_most_half_a_step_away(value, step):
    assert steps_in(to_step(value, step), step)
    assert abs(to_step(value, step) - value) <= step / 2 + 1e-9


@given(PLACES, st.floats(0, 0.5), st.floats(0, 0.5))
def test_a_shown_interval_contains_the_exact_one(value, below, above):
    low, high = max(-1, value - below), min(1, value + above)
    safe = Form(exact=False).interval(value, low, high)
    assert safe.low <= low + 1e-9
    assert safe.high >= high - 1e-9
    assert -1 <= safe.low <= safe.high <= 1


@given(PLACES, st.floats(0, 1))
def test_exact_figures_are_not_rounded(value, half):
    assume(abs(value) + half <= 1)
    exact = Form(exact=True).interval(value, value - half, value + half)
    assert (exact.value, exact.low, exact.high) == (value, value - half, value + half)


@given(st.floats(0, 0.7), st.floats(0, 0.7), st.floats(-1, 1))
def test_a_shown_region_is_no_smaller_than_the_exact_one(half_x, half_y, tilt):
    shown = Form(exact=False).ellipse(half_x, half_y, tilt)
    assert shown.half_x >= half_x
    assert shown.half_y >= half_y
    assert max(shown.half_x - half_x, shown.half_y - half_y) <= sqrt(2) * 0.1
