"""The step of a path that says in which language a page is asked for: /en/… is the English page of /…."""

from starlette.types import ASGIApp, Receive, Scope, Send

from kg.publish.library import Language

ASKED = "kg.language"
"""Where the language that a path asks for stands in the scope of a request."""


class Languages:
    """Takes the step of the language off a path, and tells the app of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does for the path without that step."""
        await self._app(_without_step(scope) if scope["type"] == "http" else scope, receive, send)


def _without_step(scope: Scope) -> Scope:
    root = str(scope.get("root_path", "")).rstrip("/")
    path = str(scope["path"])
    own = path.removeprefix(root) if path.startswith(f"{root}/") else path
    _, first, *rest = own.split("/", 2)
    if first not in {language.value for language in Language if language is not Language.NL}:
        return scope
    return {**scope, "path": f"{root if own != path else ''}/{rest[0] if rest else ''}", ASKED: Language(first)}
