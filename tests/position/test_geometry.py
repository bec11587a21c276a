"""Four shares and three axes: laws that hold for every allocation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.position.compositions import (
    centred_log_ratios,
    isometric_log_ratios,
    log_contrasts,
)
from fourfold.position.geometry import QUADRANTS, axes_of, closed, share_by_name, shares_of

allocations = st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any).map(closed)


@given(allocations)
def test_shares_come_back_from_their_axes(shares):
    assert shares_of(axes_of(shares)) == pytest.approx(shares, abs=1e-12)


@given(allocations)
def test_q_has_the_room_that_x_and_y_leave(shares):
    x, y, q = axes_of(shares)
    assert abs(x - y) - 1 - 1e-12 <= q <= 1 - abs(x + y) + 1e-12
    assert max(abs(x), abs(y), abs(q)) <= 1 + 1e-12


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_the_whole_square_can_be_reached(x, y):
    middle = (abs(x - y) - abs(x + y)) / 2
    shares = shares_of([x, y, middle])
    assert (shares >= -1e-12).all()
    assert shares.sum() == pytest.approx(1)


@pytest.mark.parametrize(("place", "corner"), list(enumerate(QUADRANTS)))
def test_each_imperative_has_its_corner(place, corner):
    x, y, _ = axes_of(np.eye(4)[place])
    assert corner == ("top" if y > 0 else "bottom") + "-" + ("right" if x > 0 else "left")


def test_ten_points_from_left_to_right_are_a_fifth_of_x():
    before, after = axes_of([[0.25] * 4, [0.15, 0.35, 0.25, 0.25]])
    assert after[0] - before[0] == pytest.approx(0.20)


def test_shares_are_named_in_the_order_of_the_imperatives():
    named = share_by_name([0.1, 0.2, 0.3, 0.4])
    assert named == {
        "accountability": 0.1,
        "pragmatism": 0.2,
        "flexibility": 0.3,
        "sustainability": 0.4,
    }


def test_log_contrasts_agree_with_robcompositions():
    """Row 5: robCompositions `employment`, Austria; ilr.2x2, version "book" (methods 7).

    The table is (sustainability, flexibility; accountability, pragmatism).
    """
    x, y, q = log_contrasts([199.4, 2028.4, 1072.5, 843.4])
    # R names them rows, columns and diagonal; its columns run left minus right.
    assert (y, -x, q) == pytest.approx(
        (0.4024367753, -1.2799980179, 1.0396917085), abs=1e-9
    )


def test_log_ratios_agree_with_scikit_bio():
    """Row 6: the examples in the documentation of scikit-bio's clr and ilr."""
    parts = [0.1, 0.3, 0.4, 0.2]
    assert centred_log_ratios(parts) == pytest.approx(
        [-0.79451346, 0.30409883, 0.5917809, -0.10136628], abs=1e-8
    )
    assert isometric_log_ratios(parts) == pytest.approx(
        [-0.7768362, -0.68339802, 0.11704769], abs=1e-8
    )
