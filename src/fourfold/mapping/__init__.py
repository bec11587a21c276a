"""Everything measured about a package, put together: one map a partnership."""
