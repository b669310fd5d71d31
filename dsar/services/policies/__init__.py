"""A controller's policy as a TOML file: read, checked, loaded, compared, written out again."""
