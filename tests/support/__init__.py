"""The test bed: real servers for the tests, started on first use and stopped at the end."""
