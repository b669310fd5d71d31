"""Searching a relational database along a data map."""
