"""The public side: the controllers, and the form of each, one question a page."""
