"""Who works with whom: organisations by the initiatives that they share."""
