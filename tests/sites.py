"""Sites of others, with the widget on their pages."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from side_by_side import Console, Server


@contextmanager
def site(server: Server, policy: str = "", more: str = "", before: str = "") -> Iterator[str]:
    """A site with the widget on its only page; `before` stands before the snippet, `more` after it."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            snippet = f'<script async src="{server.url}/widget.js"></script>'
            body = f"<!doctype html><html lang=en><title>Site</title>{before}{snippet}{more}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy.format(server=server.url))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_port}"
        finally:
            http.shutdown()
            thread.join()


def allow(console: Console, address: str) -> None:
    """Put the site into the settings of the website chat."""
    status = console.page.evaluate(
        """sites => fetch("/api/v1/placements/default", {
            method: "PATCH", headers: {"Content-Type": "application/json"}, body: JSON.stringify({sites}),
        }).then(answer => answer.status)""",
        [address],
    )
    assert status == 200
