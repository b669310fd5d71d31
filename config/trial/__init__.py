"""`make run`: the whole product on this machine, with its own PostgreSQL and Redis, for trying it out."""
