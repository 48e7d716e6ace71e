"""What newsbot costs, measured: `python -m benchmarks [NAME …]`, or `make bench`."""
