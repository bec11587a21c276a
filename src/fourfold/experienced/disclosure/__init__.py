"""What may be shown of people's answers: thresholds, rounding, and the audit (methods 3)."""
