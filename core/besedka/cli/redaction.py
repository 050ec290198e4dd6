"""What no line of the log may hold: passwords, tokens, keys, cookies, found by the names before them or in an address."""

import re
from collections.abc import Mapping

from besedka.host.masking import MASK, mask

# The ends of names; what stands before them is not looked at, so that a long line costs no more than its length.
WORDS = (
    r"(?:token|ticket|secret|password|passwd|passphrase|credentials?|dsn"
    r"|(?<!\w)(?:pwd|key)|(?:api|secret|private|access)[_-]?key)"
)
HEADERS = r"(?:(?:proxy-)?authorization|(?:set-)?cookie)"
NAME = re.compile(rf"(?:{HEADERS}|.*{WORDS})", re.IGNORECASE)
QUOTED = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
PATTERNS = (
    # postgresql://besedka:PASSWORD@host; a password may hold an @ of its own
    (re.compile(r"(://[^/\s:@]*:)[^/\s]*(?=@)"), rf"\1{MASK}"),
    # Cookie: everything up to the end of the line
    (re.compile(rf"({HEADERS}[\"']?\s*[:=]\s*)(?:{QUOTED}|[^\n]+)", re.IGNORECASE), rf"\1{MASK}"),
    # token=…, "password": "…", #key=…
    (re.compile(rf"({WORDS}[\"']?\s*[:=]\s*)(?:{QUOTED}|[^\s,;&\"')\]}}]+)", re.IGNORECASE), rf"\1{MASK}"),
    (re.compile(r"(\bBearer\s+)(?=\S*\d)\S+", re.IGNORECASE), rf"\1{MASK}"),
    # PostgreSQL shows the row that it refused, and a row may be what somebody wrote
    (re.compile(r"^(DETAIL:\s*).*$", re.MULTILINE), rf"\1{MASK}"),
)


def redacted(value: object) -> object:
    """A value of a log line without what is secret in it; what is neither text nor number becomes text."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return _text(value)
        case Mapping():
            return {str(name): MASK if NAME.fullmatch(str(name)) else redacted(its) for name, its in value.items()}
        case list() | tuple() | set() | frozenset():
            return [redacted(item) for item in value]
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    text = mask(text)
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    return text
