"""What the server asks of this part: its pages, and its file."""

from kg.publish.together.page import together_page
from kg.publish.together.pairs_file import pairs_csv

__all__ = ["pairs_csv", "together_page"]
