"""The graph in Python and in notebooks: answers as tables, things by name, networks. `kg.open` stands in opening.py."""
