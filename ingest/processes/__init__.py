"""Child processes: a sandbox with limits, and a pool of workers."""
