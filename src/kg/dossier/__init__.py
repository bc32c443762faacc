"""What is kept of a document on its way to the graph: a folder of plain files that one can open and diff."""
