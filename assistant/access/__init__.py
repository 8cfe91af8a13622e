"""Who may use the page, from where, how often; and what is written down of it. Knows nothing of what the page shows."""
