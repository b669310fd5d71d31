"""The requester's pages, and the identity tab of a case."""
