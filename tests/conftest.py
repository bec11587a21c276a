"""What all tests share: settled chance, and where data made by others lie."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"

# Examples are the same in every run, and a slow machine is no fault.
settings.register_profile(
    "fourfold",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("fourfold")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of data made by others; tests that need it are left out without it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("The data made by others are not beside this checkout.")
    return SHARED_DATA
