"""What may be shown of people's answers: thresholds, rounding, the audit (methods 3)."""
