"""The public contract for plugins: one flat import surface, versioned apart from the server."""

from besedka.plugin.errors import BesedkaError, InvalidSettings, Refused
from besedka.plugin.provider import Context, Plugin, Provider, SocketChannel
from besedka.plugin.settings import NoSettings, SettingsT

API = "0.1"

__all__ = [
    "API",
    "BesedkaError",
    "Context",
    "InvalidSettings",
    "NoSettings",
    "Plugin",
    "Provider",
    "Refused",
    "SettingsT",
    "SocketChannel",
]
