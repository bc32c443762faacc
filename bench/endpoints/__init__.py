"""What bench/sparql.py measures endpoints with: the systems, the questions, the load, and long answers."""
