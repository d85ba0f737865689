"""Who may reach the app and see what: the check before any page, sign-in settings, withheld audit entries."""
