"""Ways of proving who one is: a new way is a new file here."""
