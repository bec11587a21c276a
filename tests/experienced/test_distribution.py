"""Histograms of members' shares, from twenty members on (methods 2.7)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from fourfold.experienced.distribution import bins, joined
from fourfold.experienced.form import Form
from fourfold.mapping.assemble import MapOptions, map_evidence

values = arrays.arrays(float, st.integers(20, 60), elements=st.floats(0, 1))


def test_bins_are_of_twenty_points_and_closed_below():
    given = np.array([0.0, 0.2, 0.2, 0.39, 0.4, 0.99, 1.0, 0.6])
    found = bins(given, Form(exact=True))
    assert [(b.low, b.part) for b in found] == [
        (0.0, 1 / 8), (0.2, 3 / 8), (0.4, 1 / 8), (0.6, 1 / 8), (0.8, 2 / 8)
    ]  # fmt: skip


@given(values)
def test_no_bin_shown_holds_fewer_than_five(given):
    counts = np.histogram(np.round(given, 9), np.linspace(0, 1, 6))[0].tolist()
    cells = list(
        zip((0.0, 0.2, 0.4, 0.6, 0.8), (0.2, 0.4, 0.6, 0.8, 1.0), counts, strict=True)
    )
    found = joined(cells)
    assert all(count >= 5 for *_, count in found)
    assert sum(count for *_, count in found) == len(given)
    assert (found[0][0], found[-1][1]) == (0.0, 1.0)


@given(values)
def test_parts_shown_are_of_five_points_and_add_to_all(given):
    found = bins(given, Form(exact=False))
    assert sum(b.part for b in found) == pytest.approx(1)
    assert all(b.part * 20 == pytest.approx(round(b.part * 20)) for b in found)


@pytest.mark.parametrize(("n", "shown"), [(19, False), (20, True)])
def test_histograms_are_shown_from_twenty_members_on(
    evidence, answer, points, theory, n, shown
):
    given = points(np.random.default_rng(1), n)
    people = {f"r{i:02}": answer(p, "a") for i, p in enumerate(given)}
    package = evidence({"p": {"w": people}}, 40)
    found = map_evidence(package, theory).partnerships[0].current.experienced
    assert (found.distribution is not None) is shown
    exact = map_evidence(package, theory, MapOptions(exact=True))
    assert exact.partnerships[0].current.experienced.distribution is not None
