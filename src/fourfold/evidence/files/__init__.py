"""Reading and writing evidence packages: folders, zip files, workbooks."""

from fourfold.evidence.files.read import read_evidence, read_raw
from fourfold.evidence.files.write import write_package

__all__ = ["read_evidence", "read_raw", "write_package"]
