"""A question becomes a verified Answer: read, find, gate, compose, verify."""
