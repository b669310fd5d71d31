"""What runs in the child process that opens files of strangers; knows no Django, no settings, no keys."""
