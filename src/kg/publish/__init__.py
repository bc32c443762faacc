"""Step 5: answers → things to read. No HTTP, and no files are written here."""
