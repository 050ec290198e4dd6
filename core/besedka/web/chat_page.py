"""The chat as a page of its own: a link to send, a frame to put somewhere. The widget's loader draws all of it."""

from html import escape
from typing import Any

from litestar import MediaType, Response, get
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, FromQuery

from besedka.host.host import Host
from besedka.plugin.errors import Refused
from besedka.services.company import Companies
from besedka.texts import LANGUAGES, say

PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="/static/console/favicon.svg">
<script async src="/widget.js" data-page data-placement="{placement}" data-language="{language}"></script>
<noscript>{no_script}</noscript>
</html>
"""


@get("/chat/{placement:str}", include_in_schema=False)
async def chat_page(
    placement: FromPath[str],
    host: Given[Host],
    companies: Given[Companies],
    language: Given[str],
    lang: FromQuery[str | None] = None,
) -> Response[str]:
    """In the language of `?lang=`, else in the browser's. It may stand in a frame on the placement's sites."""
    spoken = lang if lang in LANGUAGES else language
    company = companies.company.name
    page = PAGE.format(
        language=spoken,
        title=escape(say(spoken, "page.chat_with", company=company) if company else say(spoken, "page.chat")),
        placement=escape(placement),
        no_script=escape(say(spoken, "page.no_script")),
    )
    return Response(page, media_type=MediaType.HTML, headers=_headers(_sites(host, placement)))


def _sites(host: Host, placement: str) -> tuple[str, ...]:
    """Raises:
    Refused: `no_placement`. A channel that is switched off has a page: the widget says so, and comes back by itself.
    """
    try:
        return host.placement(placement).channel.sites
    except Refused as refused:
        if refused.code != "channel_off":
            raise
        return ()


def _headers(sites: tuple[str, ...]) -> dict[str, Any]:
    ancestors = " ".join(("'self'", *sites))
    return {
        "Content-Security-Policy": f"default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}",
        "Cache-Control": "no-cache",
        "X-Robots-Tag": "noindex",
        "Vary": "Accept-Language",
    }
