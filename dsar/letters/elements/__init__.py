"""The elements of every kind of letter, one file per family; ``table`` puts them in order."""
