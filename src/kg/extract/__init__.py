"""Step 2: passages and rows → statements."""
