"""What a report holds, before it is a page, a print or a file: blocks in order."""
