"""What the identity room does: links, codes, sessions, checks."""
