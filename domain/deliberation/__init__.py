"""Deliberation (议事): a matter from the first opinion to work that is done, by a procedure nobody can shorten."""
