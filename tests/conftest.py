"""What all tests share: settled chance, and where data made by others lie."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from fourfold.cli import main as command_line

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


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs `fourfold` with arguments in this process; its exit code, output and errors."""

    def running(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["fourfold", *map(str, arguments)])
        try:
            command_line.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return running
