"""Measured values and moments as charts, drawn on the server; the same stands beside each of them in a table."""
