"""Reads a picture on a page three times: as drawn, as a list and as a table."""

from reading import Element


def drawn(section: Element) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the names in the drawing, and those of the ends of each line."""
    nodes = {node.attributes["data-node"]: node for node in section.all("a", data_node="*")}
    names = {path: node.one("text", class_="node__name").text for path, node in nodes.items()}
    edges = {(path.attributes["data-from"], path.attributes["data-to"]) for path in section.all("path", data_from="*")}
    return set(names.values()), {(names[first], names[second]) for first, second in edges}


def rows(section: Element) -> list[tuple[str, str, str]]:
    """Return the rows of the table: from, relation, to."""
    table = section.one("table", data_picture_table="")
    found = [row for body in table.all("tbody") for row in body.all("tr")]
    return [(next(row.all("th")).text, *(cell.text for cell in list(row.all("td"))[:2])) for row in found]  # type: ignore[misc]


def tabulated(section: Element) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the names in the table, and those of the ends of each row."""
    ends = {(source, target) for source, _, target in rows(section)}
    return {name for pair in ends for name in pair}, ends


def listed(section: Element) -> tuple[set[str], set[frozenset[str]]]:
    """Return the names in the list, and those of what hangs from what."""
    roots = [root.text for root in section.all("p", data_picture_root="*")]
    trees = list(section.all("ul", class_="tree"))
    nested = {id(inner) for tree in trees for inner in tree.all("ul", class_="tree")}
    names, pairs = set(roots), set[frozenset[str]]()
    for root, tree in zip(roots, (tree for tree in trees if id(tree) not in nested), strict=True):
        _walk(tree, root, names, pairs)
    return names, pairs


def _walk(branches: Element, near: str, names: set[str], pairs: set[frozenset[str]]) -> None:
    for branch in _children(branches, "li"):
        for leaf in (leaf for leaves in _children(branch, "ul") for leaf in _children(leaves, "li")):
            name = next(leaf.all("a")).text
            names.add(name)
            pairs.add(frozenset({near, name}))
            for deeper in _children(leaf, "ul"):
                _walk(deeper, name, names, pairs)


def _children(element: Element, tag: str) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element) and child.tag == tag]
