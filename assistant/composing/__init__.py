"""Records become a Draft: the records' own words, framed by a few of ours."""
