"""How the encoder's weights are made; nothing here runs in the product. Read README.md first."""
