"""What two years of one organisation, or two documents, mention: new, in both, no longer, and what changed."""
