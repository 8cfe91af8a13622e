"""A question is read: what it names, what it restricts, what form of answer it asks for."""

from assistant.reading.read import read_question

__all__ = ["read_question"]
