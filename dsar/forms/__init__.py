"""Forms: what strangers and staff may send, checked and said in their words."""
