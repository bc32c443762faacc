"""Samenspel: what public bodies promise and report, as a graph with the evidence behind every claim."""

__version__ = "0.1.0"
