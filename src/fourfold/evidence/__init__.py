"""The evidence package: typed tables, reading, checking, writing."""

from fourfold.evidence.faults import Fault
from fourfold.evidence.package import Evidence

__all__ = ["Evidence", "Fault"]
