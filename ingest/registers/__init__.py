"""The registers of assigned tasks and of targets: the words that they go by, as data beside their readers."""
