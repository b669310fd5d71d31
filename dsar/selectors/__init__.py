"""Reading for pages: what somebody may see, in the order in which it matters. Nothing here writes."""
