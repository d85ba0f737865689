"""The registers of assigned tasks and of targets."""
