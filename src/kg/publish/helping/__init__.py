"""What helps a reader on: a tour, how accessible the pages are, what the graph covers, and how to report an error."""
