"""A query becomes records: exactly where it names them, by search where it asks about a topic."""
