"""What an official document says of itself and of others: its letterhead, title, signature, force, and citations."""
