"""Sealing of values and files, wrapping of keys, blind tokens; no Django, no database, no clock."""
