"""Is it right, and is it faster: cases, metrics, statistics, blame."""

import index  # noqa: F401  before anything loads NumPy: see there
