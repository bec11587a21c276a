"""What the reports say: only what the figures support, in plain words."""
