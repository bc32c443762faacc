"""Between triples and answers: an immutable release of the graph."""
