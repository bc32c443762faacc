"""Changing the graph: who may, what a change would do, and how it becomes the release that is served."""
