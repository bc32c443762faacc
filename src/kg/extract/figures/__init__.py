"""Figures: amounts of money, and indicators with their values, out of sentences and tables."""
