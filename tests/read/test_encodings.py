"""Bytes are read in the encoding they show, whatever they are said to be."""

import pytest

from kg.read.encodings import decoded

SENTENCE = "De coördinatie van de reünie én de ‘efficiëntie’ van het college zijn verbeterd. "
PLAIN = "De coördinatie van de reünie en de efficiëntie van het college zijn verbeterd, zegt één wethouder. "


@pytest.mark.parametrize(
    ("content", "declared", "expected"),
    [
        pytest.param(SENTENCE.encode("cp1252"), "", SENTENCE, id="Windows, not told"),
        pytest.param(SENTENCE.encode("utf-32"), "utf-8", SENTENCE, id="a mark goes before what is told"),
        pytest.param("Łódź".encode("iso-8859-2"), "ISO-8859-2", "Łódź", id="told rightly"),
        pytest.param("één".encode("cp1252"), "x-unknown", "één", id="told an encoding there is none of"),
        pytest.param((SENTENCE * 20).encode()[:-1] + b"\xc3", "utf-8", (SENTENCE * 20)[:-1] + "\ufffd", id="cut off in a letter"),
        pytest.param(("Привет, как дела сегодня. " * 20).encode("cp1251"), "", "Привет, как дела сегодня. " * 20, id="not Dutch"),
        pytest.param((PLAIN * 20).encode("cp850"), "", PLAIN * 20, id="DOS, not told"),
        pytest.param((PLAIN * 20).encode("mac-roman"), "", PLAIN * 20, id="Macintosh, not told"),
    ],
)
def test_text_comes_out_as_it_was_written(content: bytes, declared: str, expected: str) -> None:
    assert decoded(content, declared) == expected
