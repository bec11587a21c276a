"""Results as charts, a page, a print, a workbook and a summary on the screen."""

from fourfold.report.terminal import print_summary
from fourfold.report.write import Progress, write_reports

__all__ = ["Progress", "print_summary", "write_reports"]
