"""The same pages and data as the server's, as files that need none."""
