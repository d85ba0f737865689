"""Times, measured and never tested: a slow machine is no failure, so each stands beside a rival of the same run."""
