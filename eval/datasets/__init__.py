"""What is measured on: labels, benchmarks from outside, synthetic pages and tables."""
