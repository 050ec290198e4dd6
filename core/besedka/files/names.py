"""How files are called: as their senders call them, without what deceives eyes, systems or headers."""

import unicodedata
from urllib.parse import quote

NAME_CHARS = 120
FORBIDDEN = set('<>:"/\\|?*')
NAMELESS = "file"
ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
}


def clean_name(name: str, type: str) -> str:
    """A name that is safe on every system, at most 120 characters, the ending kept. A picture ends as pictures of its type do.

    Args:
        name: as the sender has it, perhaps with a path.
        type: what the file is by its bytes.
    """
    name = name.replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in unicodedata.normalize("NFC", name) if c not in FORBIDDEN and _shows(c))
    name = " ".join(name.split()).strip(". ") or NAMELESS
    endings = ENDINGS.get(type, ())
    if endings and not name.lower().endswith(endings):
        name += endings[0]
    stem, dot, ending = name.rpartition(".")
    if len(name) > NAME_CHARS:
        tail = dot + ending if stem and len(ending) <= 16 else ""
        name = name[: NAME_CHARS - len(tail)].rstrip(". ") + tail
    return name


def _shows(c: str) -> bool:
    """Neither control nor direction; what joins an emoji stays."""
    return c == "\N{ZERO WIDTH JOINER}" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def disposition(name: str, *, inline: bool) -> str:
    """The header Content-Disposition (RFC 6266, RFC 8187)."""
    kind = "inline" if inline else "attachment"
    plain = "".join(c if c.isascii() and c not in '"%;' else "_" for c in name)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
