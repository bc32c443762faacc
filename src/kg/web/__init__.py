"""The published things over HTTP."""
