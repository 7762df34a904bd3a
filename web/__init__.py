"""BROWSER (网页): the product's own pages, and the route Telegram's webhook posts to."""
