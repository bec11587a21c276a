"""Memberships of English and Welsh area partnerships, as published, with their repeats.

Source: humaniverse/geographr (British Red Cross), data/lookup_*.rda at commit c026be5, from
ONS look-ups under the Open Government Licence v3. Its file of raw memberships holds 14 rows
that say again what an earlier row says.
"""

from pathlib import Path

import polars as pl
import pytest
from building import in_folder, only

from fourfold.evidence.faults import counted
from fourfold.evidence.files import read_evidence

PUBLISHED_REPEATS = 14


@pytest.fixture(scope="module")
def published() -> Path:
    folder = Path(__file__).parents[3] / "shared" / "data" / "uk-area-partnerships"
    if not folder.is_dir():
        pytest.skip("The published memberships are not beside this checkout.")
    return folder


def package_of(rows: pl.DataFrame) -> dict[str, bytes]:
    """Bodies as partnerships, authorities as organisations, rows as memberships."""
    partnerships = rows.unique("body_code").sort("body_code")
    organisations = rows.unique("member_code").sort("member_code")
    return only(
        partnerships=partnerships.select(
            id="body_code", name="body_name", programme="body_type"
        ).write_csv(),
        organisations=organisations.select(
            pl.col("member_code").alias("id"),
            pl.col("member_name").alias("name"),
            pl.lit("local government").alias("sector"),
        ).write_csv(),
        memberships=rows.select(
            pl.col("body_code").alias("partnership"),
            pl.col("member_code").alias("organisation"),
            pl.lit("member").alias("role"),
        ).write_csv(),
    )


def test_the_published_memberships_repeat_fourteen_rows(published, tmp_path, theory):
    rows = pl.read_csv(published / "memberships_raw.csv", infer_schema=False)
    package = in_folder(package_of(rows), tmp_path / "raw")
    evidence, faults = read_evidence(package, theory)
    assert evidence is None
    assert {(f.kind, f.file) for f in faults} == {("repeated", "memberships.csv")}
    assert counted(faults) == PUBLISHED_REPEATS
    again = rows.select(pl.struct("body_code", "member_code").is_first_distinct().not_())
    assert [f.line for f in faults] == [r + 2 for r in again.to_series().arg_true()]


def test_the_unique_memberships_have_no_fault(published, tmp_path, theory):
    rows = pl.read_csv(published / "memberships_unique.csv", infer_schema=False)
    evidence, faults = read_evidence(in_folder(package_of(rows), tmp_path / "p"), theory)
    assert faults == []
    assert evidence.tables["memberships"].height == rows.height
