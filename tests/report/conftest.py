"""Reports written once for all tests of a file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fourfold.report.write import write_reports

# pytest's importlib mode leaves the folders of tests off the path.
sys.path.insert(0, str(Path(__file__).parent))

from invented_maps import hidden, historical, hostile, package, rich


@pytest.fixture(scope="session")
def rich_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rich") / "out"
    write_reports(package(rich(), programmes=(), regime=None), folder)
    return folder


@pytest.fixture(scope="session")
def many_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many") / "out"
    stamp = "exact: not for publication"
    write_reports(package(rich(), hidden(), historical(), stamp=stamp), folder)
    return folder


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "out"
    name = hostile().name
    write_reports(
        package(hostile(), title=name, marks=(name,), warnings=(name, "=2+2")), folder
    )
    return folder
