"""The desk: Today, the worklist, the case, the settings."""
