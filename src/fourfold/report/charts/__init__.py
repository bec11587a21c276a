"""Charts as Vega-Lite specs: pure functions from results to plain dicts."""
