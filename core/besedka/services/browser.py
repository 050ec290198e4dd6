"""What a request says of the browser that sent it."""

import msgspec


class Browser(msgspec.Struct, frozen=True, kw_only=True):
    """`address` is the peer's, as the server or a trusted proxy tells it."""

    language: str = ""
    user_agent: str = ""
    address: str = ""
