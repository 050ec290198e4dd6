"""Sizes of the built pages as a browser gets them: compressed, with everything that the first screen needs,
its words in one language, the larger, among it."""

import gzip
import re
from pathlib import Path

STATIC = Path(__file__).parent.parent / "core" / "besedka" / "static"


def measure() -> dict[str, float]:
    """Bytes; nothing where the pages are not built."""
    if not (STATIC / "widget" / "loader.js").is_file():
        return {}
    return {
        "size.loader_gz_bytes": _gz(STATIC / "widget" / "loader.js"),
        "size.widget_gz_bytes": _gz(STATIC / "widget" / "loader.js") + _closure("widget", "loader.js"),
        "size.widget_lazy_gz_bytes": _lazy(),
        "size.console_gz_bytes": _gz(STATIC / "console" / "index.html") + _closure("console", "index.html"),
    }


def _assets(folder: str) -> dict[str, Path]:
    return {path.name: path for path in (STATIC / folder / "assets").iterdir() if path.suffix in (".js", ".css")}


def _lazy() -> int:
    """What the widget loads only when it is needed. The chunks of the demo shop and of words are none of it."""
    first = re.compile("(demo|main|en|ru)-")
    return sum(_gz(path) for name, path in _assets("widget").items() if not first.match(name))


def _closure(folder: str, entry: str) -> int:
    """Scripts and styles that the entry names (the loader brings the window by import()), and what those import at once. Of
    the words, which either fetches before it shows anything, one language counts, the larger."""
    assets = _assets(folder)
    named = set(re.findall(r"[\w.-]+-[\w-]{8,}\.(?:js|css)", (STATIC / folder / entry).read_text()))
    words = [name for name in assets if re.match(r"(en|ru)-", name)]
    waiting = list(named & assets.keys() | set(sorted(words, key=lambda name: _gz(assets[name]))[-1:]))
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(_static(assets[name].read_text()) & assets.keys())
    return sum(_gz(assets[name]) for name in seen)


def _static(text: str) -> set[str]:
    return set(re.findall(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""", text))


def _gz(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))
