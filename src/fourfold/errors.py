"""Every error a user can meet, each with its exit code.

A message says where, what, and what next.
"""

from __future__ import annotations


class FourfoldError(Exception):
    """Something the user can mend; shown as one sentence, without a traceback."""

    exit_code = 2


class PackageUnreadable(FourfoldError):
    """The evidence package cannot be opened at all."""


class PackageFaulty(FourfoldError):
    """The evidence package was read and has faults; they have been listed."""


class TheoryFaulty(FourfoldError):
    """A theory file has faults; the message lists all of them."""


class OptionUnusable(FourfoldError):
    """An option on the command line or in the API names something that is not there."""


class OutputUnwritable(FourfoldError):
    """A result cannot be written where the user asked."""

    exit_code = 3
