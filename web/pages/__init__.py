"""Pages (页面): one file a noun, each with its `routes`; readable without script, telling nobody's secrets."""
