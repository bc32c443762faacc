"""Step 1: source document → passages, and fact table → rows."""
