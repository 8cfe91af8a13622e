"""Is it right, and is it faster: cases, metrics, statistics, blame."""
