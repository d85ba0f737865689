"""Parts of screens: pure functions from what is shown to HTML, and small widgets."""
