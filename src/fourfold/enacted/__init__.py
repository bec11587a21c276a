"""Policy and internal facts into a position: what a partnership is pulled towards."""
