"""Rehearsals: what a data map would find for one person, as the package they would get, without a case."""
