"""Many documents read at once, on the processors of this machine or on a cluster."""
