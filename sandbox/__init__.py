"""A Telegram without the network: a Bot API server on loopback and the people who would hold the phones."""
