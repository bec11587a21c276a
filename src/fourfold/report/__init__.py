"""Results as charts, a page, a print, a workbook and a summary on the screen."""
