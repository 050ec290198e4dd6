"""Besedka: a self-hosted live chat and help desk."""

__version__ = "0.1.0"
