"""Files in, Readings out. One module per kind, run in a worker process."""
