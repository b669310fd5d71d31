"""What a requester and the staff write to each other on the requester's page."""
