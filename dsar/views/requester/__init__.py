"""The hub's part of the requester's page: messages, questions, letters, and the way out."""
