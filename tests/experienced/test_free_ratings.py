"""Free ratings: elevation, octants, vignettes and single items, by hand."""

from math import cos, radians, sin

import numpy as np
import pytest
from scipy import stats

from fourfold.experienced.ratings import means_of, octant_summary, vignette_ranks
from fourfold.mapping.assemble import MapOptions, map_evidence

EXACT = MapOptions(exact=True)


def mapped(evidence, answers, theory, options=None, invited=20):
    people = {f"r{i:02}": answer for i, answer in enumerate(answers)}
    found = map_evidence(evidence({"p": {"w": people}}, invited), theory, options)
    return found.partnerships[0].current


def rated(answer, ratings, theory):
    """Somebody who gave these ratings, in the order of the eight octants."""
    octants = theory.questionnaire.octants
    given = {(q.id, "now"): [r] for q, r in zip(octants, ratings, strict=True)}
    return answer([25, 25, 25, 25], instead=given)


def test_octants_are_the_structural_summary_of_the_mean_profile(evidence, answer, theory):
    rng = np.random.default_rng(1)
    scores = rng.integers(0, 11, (9, 8)).astype(float)
    wave = mapped(evidence, [rated(answer, s, theory) for s in scores], theory, EXACT)
    angles = [radians(q.angle) for q in theory.questionnaire.octants]
    profile = scores.mean(axis=0) / 10
    x = sum(s * cos(a) for s, a in zip(profile, angles, strict=True)) / 4
    y = sum(s * sin(a) for s, a in zip(profile, angles, strict=True)) / 4
    found = wave.experienced.octants
    assert (found.x.value, found.y.value) == pytest.approx((x, y))
    assert found.amplitude == pytest.approx(np.hypot(x, y))


def test_elevation_is_the_mean_of_the_four_corners(evidence, answer, theory):
    scores = [[8, 6, 4, 2, 0, 0, 0, 0], [6, 6, 4, 4, 9, 9, 9, 9]] * 4
    wave = mapped(evidence, [rated(answer, s, theory) for s in scores], theory, EXACT)
    found = wave.experienced.elevation
    assert found.value == pytest.approx(0.5)
    assert found.strengths == pytest.approx({
        "accountability": 0.7,
        "pragmatism": 0.6,
        "flexibility": 0.4,
        "sustainability": 0.3,
    })


def test_members_who_rate_all_alike_have_no_direction_and_no_fit(evidence, answer, theory):
    wave = mapped(evidence, [rated(answer, [5] * 8, theory)] * 9, theory)
    found = wave.experienced.octants
    assert (found.displacement, found.fit, found.amplitude) == (None, None, 0.0)
    assert wave.experienced.elevation.value == 0.5


def test_the_interval_of_a_mean_is_student_t_over_a_finite_population():
    values = np.array([3.0, 5, 6, 6, 7, 9, 4, 8])
    (found,) = means_of(values[:, None], 16)
    half = stats.t.ppf(0.975, 7) * values.std(ddof=1) / np.sqrt(8) * np.sqrt(0.5)
    assert (found.low, found.high) == pytest.approx((6 - half, 6 + half))
    assert means_of(values[:, None], 8)[0].low == pytest.approx(6)
    assert np.isnan(means_of(values[:1, None], 8)[0].low)


def test_a_direction_needs_the_centre_excluded():
    angles = np.arange(8) * 45.0
    noise = np.random.default_rng(2).uniform(0, 1, (9, 8))
    assert not octant_summary(noise, angles, None).centre_excluded
    pulled = 0.5 + 0.4 * np.cos(np.radians(angles)) + 0.05 * noise
    found = octant_summary(pulled, angles, None)
    assert found.centre_excluded
    assert found.x.value == pytest.approx(0.4, abs=0.02)


def test_vignette_ranks_count_those_below_and_half_of_ties():
    """King & Wand 2007 by hand: above both, tied with the lower, below both."""
    described = np.array([[3.0, 7.0]] * 3)
    found = vignette_ranks(np.array([8.0, 3.0, 1.0]), described)
    assert found.rank == pytest.approx((3 + 1.5 + 1) / 3)
    assert found.ties == pytest.approx(1 / 3)


def test_a_rating_has_its_agreement_beside_chance(evidence, answer, theory):
    scores = [[4] + [5] * 7, [6] + [5] * 7] * 5
    wave = mapped(evidence, [rated(answer, s, theory) for s in scores], theory, EXACT)
    first = wave.ratings[0]
    assert (first.value, first.n) == (5, 10)
    assert first.agreement.value == pytest.approx(
        1 - (10 / 9) / 10
    )  # eleven points: σ²E = 10
    assert 0.2 < first.agreement.chance_95 < 0.7


def test_ratings_are_rounded_to_a_twentieth_of_their_scale(evidence, answer, theory):
    scores = [[3] + [5] * 7] * 7 + [[4] + [5] * 7] * 2
    wave = mapped(evidence, [rated(answer, s, theory) for s in scores], theory)
    first = wave.ratings[0]
    assert first.value == 3.0
    assert first.low <= 3.2 <= first.high
    assert {first.low % 0.5, first.high % 0.5} == {0.0}


def test_an_octant_somebody_skipped_loses_only_that_answer(evidence, answer, theory):
    octants = theory.questionnaire.octants
    skips = answer([30, 30, 20, 20], skipped=frozenset({(octants[0].id, "now")}))
    answers = [skips, *[answer([30, 20, 30, 20])] * 11]
    wave = mapped(evidence, answers, theory)
    assert wave.experienced.octants is not None
    assert {rating.n for rating in wave.ratings[:8]} == {11}
    assert wave.ratings[-1].n == 12
