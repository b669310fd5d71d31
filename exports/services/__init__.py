"""What the exports room does: search, decide, package, release, hand over."""
