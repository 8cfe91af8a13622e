"""A run on disk, and how people see it: JSON to diff, JUnit for CI, one HTML file for a meeting."""
