"""Titles that programs put in files themselves."""

import re

_FILE_NAME = re.compile(
    r"microsoft\b.*|untitled.*|naamloos.*|\(?anonymous\)?|word document|.*\.(?:docx?|docm|pdf|indd|pptx?|xlsx?|rtf|odt)|\S*_\S*",
    re.IGNORECASE,
)


def is_file_name(title: str) -> bool:
    """Tell whether a title in a file's description is the name of a file or of nothing, rather than of the document.

    >>> is_file_name("Microsoft Word - concept 3.docx"), is_file_name("Jaarverslag 2018")
    (True, False)
    """
    return bool(_FILE_NAME.fullmatch(title))
