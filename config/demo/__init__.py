"""What the trial shows: an invented controller and its systems."""
