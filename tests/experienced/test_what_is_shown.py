"""What is shown at which number of answers: the table of methods 2.7, row by row."""

import numpy as np
import pytest

from fourfold.mapping.assemble import MapOptions, map_evidence

COUNTS = range(21)


@pytest.fixture(scope="module")
def wave_of(evidence, answer, points, theory):
    """The wave of n people in two groups, `first` of them in the first."""

    def of(n, first=0, *, exact=False, invited=30):
        given = points(np.random.default_rng(n), n)
        people = {
            f"r{i:02}": answer(p, "a" if i < first else "b") for i, p in enumerate(given)
        }
        # Somebody in another partnership answered, so that there is an answer sheet.
        package = evidence(
            {"p": {"w": people}, "other": {"o": {"z": answer([25] * 4)}}}, invited
        )
        found = map_evidence(package, theory, MapOptions(exact=exact))
        return found.partnerships[0].current

    return of


@pytest.mark.parametrize("n", COUNTS)
def test_the_number_of_answers_is_given_from_three_on(wave_of, n):
    wave = wave_of(n)
    assert wave.n == (n if n >= 3 else None)
    for position in (wave.experienced, wave.wanted, wave.documents, wave.rewarded):
        assert position.n == (n if n >= 3 else None)


@pytest.mark.parametrize("n", COUNTS)
def test_a_position_is_shown_rounded_from_five_on(wave_of, n):
    found = wave_of(n).experienced
    if n < 5:
        assert found.shown == "withheld"
        assert (found.shares, found.x, found.y, found.q, found.region) == (None,) * 5
        assert found.nonresponse_bound is found.low_response is found.direction is None
        return
    assert found.shown == "rounded"
    assert sum(found.shares.values()) == pytest.approx(1)
    for share in found.shares.values():
        assert share * 20 == pytest.approx(round(share * 20))
    for number in (found.x.value, found.y.low, found.q.high, found.region.half_x):
        assert number * 10 == pytest.approx(round(number * 10))
    assert (found.direction is None) == (not found.centre_excluded)


@pytest.mark.parametrize("n", COUNTS)
@pytest.mark.parametrize("name", ["dominant", "quadrant", "tension", "agreement"])
def test_dominance_tension_and_agreement_are_shown_from_eight_on(wave_of, n, name):
    assert (getattr(wave_of(n).experienced, name) is not None) == (n >= 8)


@pytest.mark.parametrize("n", COUNTS)
def test_free_ratings_and_vignettes_are_shown_from_eight_on(wave_of, n):
    wave = wave_of(n)
    shown = n >= 8
    assert (wave.experienced.elevation is not None) == shown
    assert (wave.experienced.octants is not None) == shown
    assert all((r.value is not None) == shown for r in wave.ratings)
    assert all((r.agreement is not None) == shown for r in wave.ratings)
    assert all((v.means is not None) == shown for v in wave.vignettes)


@pytest.mark.parametrize("n", COUNTS)
def test_gaps_between_frames_are_shown_from_five_on(wave_of, n):
    for move in wave_of(n).gaps.values():
        assert (move.shown == "rounded") == (n >= 5)
        assert (move.points is None) == (n < 5)


@pytest.mark.parametrize("n", COUNTS)
def test_aspects_are_shown_one_by_one_from_twenty_on(wave_of, n):
    shown = {aspect.experienced.shown for aspect in wave_of(n).aspects}
    assert shown == {"rounded" if n >= 20 else "withheld"}


@pytest.mark.parametrize(
    ("n", "first", "shown"),
    [
        (9, 5, {}), (10, 5, {"a": 5, "b": 5}), (12, 7, {"a": 7, "b": 5}), (12, 8, {}),
        (12, 12, {"a": 12}), (8, 8, {"a": 8}), (7, 7, {}), (20, 4, {}),
    ],
)  # fmt: skip
def test_groups_are_shown_with_five_in_them_and_five_outside(wave_of, n, first, shown):
    groups = wave_of(n, first).groups
    assert {g.group: g.experienced.n for g in groups if g.experienced.n} == shown


@pytest.mark.parametrize(("n", "compared"), [(10, False), (11, False), (12, True)])
def test_groups_are_compared_from_twelve_on(wave_of, n, compared):
    (contrast,) = wave_of(n, first=5).contrasts
    assert (contrast.shown == "rounded") == compared
    assert (contrast.p is None) == (not compared)


def test_of_three_groups_with_one_too_small_the_next_smallest_goes_too(
    evidence, answer, points, theory
):
    given = points(np.random.default_rng(1), 14)
    people = {f"r{i:02}": answer(p, "aaaaaabbbbbccc"[i]) for i, p in enumerate(given)}
    wave = map_evidence(evidence({"p": {"w": people}}), theory).partnerships[0].current
    shown = {g.group: g.experienced.shown for g in wave.groups}
    assert shown == {"a": "rounded", "b": "withheld", "c": "withheld"}
    parts = wave.experienced.tension["sustainability-pragmatism"]
    assert parts.between_groups is None


def test_people_without_a_group_are_no_group(evidence, answer, points, theory):
    given = points(np.random.default_rng(2), 12)
    people = {f"r{i:02}": answer(p, "a" * (i < 7)) for i, p in enumerate(given)}
    package = evidence({"p": {"w": people}})
    for exact in (False, True):
        found = map_evidence(package, theory, MapOptions(exact=exact))
        assert [g.group for g in found.partnerships[0].current.groups] == ["a"]


@pytest.mark.parametrize(("n", "low"), [(5, True), (6, False), (9, False)])
def test_fewer_than_six_in_ten_is_low_response(wave_of, n, low):
    found = wave_of(n, invited=10).experienced
    assert found.low_response is low
    assert found.nonresponse_bound == pytest.approx(1 - n / 10)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_exact_shows_everything_there_is(wave_of, n):
    wave = wave_of(n, exact=True)
    assert wave.experienced.shown == "exact"
    assert wave.experienced.n == n
    assert (wave.experienced.x.low is None) == (n == 1)
    assert (wave.experienced.region is None) == (n < 3)
    assert all(a.experienced.shown == "exact" for a in wave.aspects)


def test_the_pool_of_a_portfolio_is_said_to_be_one(evidence, answer, points, theory):
    rng = np.random.default_rng(3)
    package = evidence({
        p: {p: {f"r{i}": answer(row) for i, row in enumerate(points(rng, 6))}}
        for p in "xyz"
    })
    for partnership in map_evidence(package, theory).partnerships:
        assert partnership.current.experienced.covariance == "pooled"
