"""A question is read: what it names, what it restricts, what form of answer it asks for."""
