"""Run with the peer's own Python: times circumplex's bootstrap on a CSV of octant scores.

Prints the median seconds of `ssm_analyze` (2,000 resamples, the package's own default).
"""

import statistics
import sys
import time

import circumplex
import pandas as pd

SCALES = ["PA", "BC", "DE", "FG", "HI", "JK", "LM", "NO"]
RUNS = 5


def main() -> None:
    scores = pd.read_csv(sys.argv[1])
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        circumplex.ssm_analyze(scores, SCALES, seed=1)
        seconds.append(time.perf_counter() - start)
    print(statistics.median(seconds))


main()
