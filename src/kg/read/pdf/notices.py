"""What a reader should know of the reading of a PDF: pages without text, text left out, signs without meaning."""

from collections.abc import Iterator, Sequence

from kg.read.pdf.furniture import Leaf

_MANY = 0.05
_MOST_RANGES = 12


def notices(leaves: Sequence[Leaf]) -> Iterator[str]:
    """Yield a sentence for each thing that was not read, with the pages."""
    pictured = [leaf.number for leaf in leaves if not leaf.words and leaf.pictures]
    if pictured:
        yield f"{pages(pictured)}: a picture without text; run text recognition (OCR) to read it"
    damaged = [leaf.number for leaf in leaves if not leaf.width]
    if damaged:
        yield f"{pages(damaged)}: damaged, so not read"
    unread = [leaf.number for leaf in leaves if leaf.unreadable > _MANY * sum(len(word.text) for word in leaf.words)]
    if unread:
        yield f"{pages(unread)}: the file does not tell which letters some of its signs are; those are shown as \ufffd"
    sideways = [leaf.number for leaf in leaves if leaf.sideways]
    if sideways:
        yield f"{pages(sideways)}: text that stands on its side or aslant is left out"


def without_text(leaves: Sequence[Leaf]) -> str:
    """Return what is wrong with a PDF that has no text at all, and what to do about it."""
    if any(leaf.pictures for leaf in leaves):
        return "the PDF is a scan: its pages are pictures without text; run text recognition (OCR) first and read the result"
    if not any(leaf.width for leaf in leaves):
        return "the PDF is damaged: none of its pages can be read; download or save it again"
    return "the PDF has no text on any page"


def pages(numbers: Sequence[int]) -> str:
    """Return page numbers as a reader would write them; of very many, the first.

    >>> pages([3]), pages([1, 2, 3, 7])
    ('page 3', 'pages 1-3, 7')
    """
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    shown = ", ".join("-".join(str(number) for number in one) for one in ranges[:_MOST_RANGES])
    rest = f" and {len(numbers) - sum(one[-1] - one[0] + 1 for one in ranges[:_MOST_RANGES])} more" if len(ranges) > _MOST_RANGES else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{rest}"
