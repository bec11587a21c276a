"""How many people must stand behind what is shown (methods 2.7 and 3)."""

from __future__ import annotations

FEWEST_COUNTED = 3  # below, not even the number of answers is given
FEWEST_SHOWN = 5  # people behind any figure, and people who make the rest
FEWEST_PARTS = 8  # dominance, tension, agreement, ratings, vignettes; and groups
FEWEST_CONTRAST = 12  # groups compared; drift
FEWEST_STAYERS = 6  # who answered both times, for drift to be tested
FEWEST_PROFILES = 20  # aspects one by one
LOW_RESPONSE = 0.6  # of those invited; below, the non-response bound is shown first

NUMBERS = {FEWEST_COUNTED: "three", FEWEST_SHOWN: "five", FEWEST_PARTS: "eight"}
