"""Records become a searchable index on disk, and questions become ranked hits."""

from __future__ import annotations

import os

_BLAS_THREADS = "OPENBLAS_NUM_THREADS"
# From version 1.29 on onnxruntime gives each user a number and reports its use to its maker, unless this is set when it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def _load_numpy_with_one_thread() -> None:
    """Load NumPy so that its products, which are small here, use one thread, unless the user says otherwise.

    Its threads wait by spinning: on a machine with other work a product takes ten times as long with
    two of them as with one. Where NumPy is loaded already this changes nothing.
    """
    if _BLAS_THREADS in os.environ:
        return
    os.environ[_BLAS_THREADS] = "1"
    try:
        import numpy  # noqa: F401
    finally:
        del os.environ[_BLAS_THREADS]


_load_numpy_with_one_thread()
