"""What the documents that were read do not tell: goals without an initiative, indicators never measured, and the like."""
