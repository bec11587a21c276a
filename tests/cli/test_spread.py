"""Work spread over processors, and charts drawn beside the program."""

import pytest

from fourfold.cli.spread import FEWEST_SPREAD, spread
from fourfold.errors import OutputUnwritable
from fourfold.report.charts.engine import Engine


@pytest.mark.parametrize("count", [0, 3, FEWEST_SPREAD, 2 * FEWEST_SPREAD + 7])
def test_spread_gives_what_map_gives_in_the_same_order(count):
    items = [f"p{i}" for i in range(count)]
    assert list(spread(lambda item: item * 2, items)) == [item * 2 for item in items]


def test_a_fault_in_the_work_is_not_swallowed():
    def divide(item: int) -> float:
        return 1 / item

    with pytest.raises(ZeroDivisionError):
        list(spread(divide, range(FEWEST_SPREAD)))


def test_the_engine_draws_and_says_what_it_cannot_draw():
    engine = Engine()
    spec = {"data": {"values": [{"x": 1}]}, "mark": "point"}
    assert engine.svg(spec).startswith("<svg")
    with pytest.raises(OutputUnwritable, match="A chart cannot be drawn"):
        engine.svg({"mark": {"type": "no such mark"}})
    assert engine.svg(spec).startswith("<svg")
    engine.end()


def test_an_engine_that_stopped_is_told_of():
    engine = Engine()
    engine.end()
    with pytest.raises(OutputUnwritable, match="engine stopped"):
        engine.svg({"mark": "point"})
