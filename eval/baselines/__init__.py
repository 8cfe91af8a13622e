"""What runs beside ours; the table of all is in `table`."""
