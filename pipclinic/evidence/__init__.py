"""What was seen: outcomes, reports, recordings."""
