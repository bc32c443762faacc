"""Step 3: candidates → triples; and whether the graph keeps its promises."""
