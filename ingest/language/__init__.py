"""Rules of the Vietnamese language and of official writing, each in one place."""
