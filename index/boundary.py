"""Where the factsheets end: a kernel machine between questions they answer and questions they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.encoders import Vectors

# Width of the Gaussian kernel on unit vectors and the cost of a mistake; chosen by the area under the
# ROC curve over the dev and calibration splits, where it is flat around them.
_GAMMA = 3.0
_COST = 10.0


@dataclass(frozen=True)
class Boundary:
    """A support vector machine with the Gaussian kernel exp(-gamma |x - y|²).

    Attributes:
        support: vectors of the example questions nearest to the boundary, shape (n, dimension); float16 as read from a file.
        weights: positive for examples that are answered, float32, shape (n,).
        offset: added to the weighted sum.
        gamma: width of the kernel.

    """

    support: NDArray[np.floating[Any]]
    weights: Vectors
    offset: float
    gamma: float

    @classmethod
    def learn(cls, inside: Vectors, outside: Vectors) -> Self:
        """Learn from unit vectors of questions with and without an answer (scikit-learn's SVC, balanced classes)."""
        from sklearn.svm import SVC

        examples = np.vstack([inside, outside])
        labels = np.repeat([1, 0], [len(inside), len(outside)])
        machine = SVC(C=_COST, gamma=_GAMMA, class_weight="balanced").fit(examples, labels)
        weights = np.asarray(machine.dual_coef_[0], dtype=np.float32)
        return cls(examples[machine.support_], weights, float(machine.intercept_[0]), _GAMMA)

    @classmethod
    def of_arrays(cls, arrays: Sequence[NDArray[Any]]) -> Self:
        """Take back what `arrays` gave."""
        support, parameters = arrays
        return cls(support, parameters[:-2], float(parameters[-2]), float(parameters[-1]))

    def arrays(self) -> tuple[NDArray[np.float16], Vectors]:
        """Give support vectors, in half precision, and weights with offset and gamma behind them."""
        return self.support.astype(np.float16), np.asarray([*self.weights, self.offset, self.gamma], dtype=np.float32)

    def margin(self, question: Vectors) -> float:
        """Give the signed distance of a question, a unit vector of shape (dimension,), from the boundary; above 0 is answered."""
        # |x - y|² = 2 - 2 x·y for unit vectors
        near = np.exp(2 * self.gamma * (self._examples @ question - 1))
        return float(near @ self.weights) + self.offset

    @cached_property
    def _examples(self) -> Vectors:
        # Only questions that are searched need them, and products in half precision are slow.
        return self.support.astype(np.float32)
