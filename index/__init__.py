"""Records become a searchable index on disk, and questions become ranked hits."""
