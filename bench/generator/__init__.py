"""What bench/synthetic.py makes a graph of: words, names, documents, things, claims and figures."""
