"""Source text becomes records: the vocabulary, the parsers, exact look-ups. Standard library only."""
