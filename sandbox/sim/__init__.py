"""The people's API: everything a person in the town can do and see, over HTTP."""
