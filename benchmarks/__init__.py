"""Speed, side by side with the peer in one run: `make bench` writes docs/benchmarks.md."""
