"""Benchmarks: what the system answers, cites, repairs and registers, scored against labels.

Imported by nothing of ours. Run from a checkout: `python -m eval run | compare | table | benchmark`.
"""
