"""May we answer? Decided in code, before anything is composed."""
