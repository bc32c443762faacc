"""The overview: everything in the graph on islands of who answers for what, as a picture and as a list."""
