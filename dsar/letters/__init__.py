"""Letters and mails: pure functions from facts to what a person reads."""
