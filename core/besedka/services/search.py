"""Search over what was said, noted, and how clients are called: pages of chats with the place that fits."""

from collections.abc import Collection, Sequence

import msgspec
from piccolo.querystring import QueryString

from besedka.db import search
from besedka.db.filters import Filter
from besedka.db.reading import Cursor, View, chosen_chats, matching
from besedka.db.routing import some
from besedka.domain.chat import Chat
from besedka.domain.people import Operator
from besedka.domain.rights import may_see
from besedka.domain.search import Query, excerpt

BY_NAME, BY_WORDS = 0, 1
LOOKED_AT = 4  # hits for each row of a page: a chat may have several


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in a chat: its newest fitting message or note, or without `seq` the client's name. `ranges` are where the
    words stand in `text`, from and to, in UTF-16 units."""

    seq: int | None
    text: str
    ranges: list[list[int]]


Found = tuple[Chat, Hit]


async def page(
    actor: Operator,
    view: View,
    query: Query,
    *,
    on_site: Collection[int],
    only: Filter,
    after: Cursor | None,
    limit: int,
) -> tuple[list[Found], Cursor | None]:
    """Chats whose client's name fits, then those with a fitting message, each once and the newest first; and the cursor of the
    next page."""
    if not query.terms:
        return [], None
    chats = matching(actor, view, on_site, only)
    found: list[Found] = []
    async with search.planning_anew():
        names = await search.anybody_named(query)
        if names and (after is None or after.segment == BY_NAME):
            found = await _by_name(query, chats, after.id if after else None, limit + 1)
            if len(found) > limit:
                return found[:limit], Cursor(BY_NAME, None, found[limit - 1][0].id)
        if names:
            chats = QueryString("{} AND NOT ({})", chats, search.named(query))
        before = after.id if after is not None and after.segment == BY_WORDS else None
        space = limit - len(found)
        few = not actor.administrator or only.holder is not None
        hits = await _by_words(query, chats, before, space + 1, few)
        found += [one for one in await _shown(query, hits[:space]) if may_see(actor, one[0])]
    if len(hits) <= space:
        return found, None
    if space == 0:
        return found, Cursor(BY_WORDS, None, hits[0].event + 1)
    return found, Cursor(BY_WORDS, None, hits[space - 1].event)


async def _by_name(query: Query, chats: QueryString, before: int | None, limit: int) -> list[Found]:
    beyond = QueryString("TRUE") if before is None else QueryString("chat.id < {}", before)
    where = QueryString("{} AND {} AND {}", search.named(query), chats, beyond)
    return [
        (chat, _hit(None, chat.client_name or "", query)) for chat in await chosen_chats(where, "chat.id DESC", limit)
    ]


async def _by_words(query: Query, chats: QueryString, before: int | None, limit: int, few: bool) -> list[search.Hit]:
    """The newest fitting event of each chat."""
    found: dict[int, search.Hit] = {}
    shown: set[int] = set()  # on earlier pages, with a newer event
    at = before
    while len(found) < limit:
        rest = QueryString(f"chat.id NOT IN ({', '.join(map(str, (0, *found, *shown)))})")
        where = QueryString("{} AND {}", chats, rest)
        batch = await search.hits(query, where, at, LOOKED_AT * limit, few=few)
        fresh = {hit.chat: hit for hit in reversed(batch)}
        if before is not None and fresh:
            shown |= {chat for chat, words in await search.newer_words(fresh, before) if query.fits(words)}
        for hit in batch:
            if hit.chat not in shown and len(found) < limit:
                found.setdefault(hit.chat, fresh[hit.chat])
        if len(batch) < LOOKED_AT * limit:
            break
        at = batch[-1].event
    return list(found.values())


async def _shown(query: Query, hits: Sequence[search.Hit]) -> list[Found]:
    chats = {chat.id: chat for chat in await some([hit.chat for hit in hits])}
    texts = await search.texts([hit.event for hit in hits])
    found = []
    for hit in hits:
        seq, text = texts[hit.event]
        if text:  # else it was deleted a moment ago
            found.append((chats[hit.chat], _hit(seq, text, query)))
    return found


def _hit(seq: int | None, text: str, query: Query) -> Hit:
    part = excerpt(text, query)
    return Hit(seq=seq, text=part.text, ranges=[list(range) for range in part.ranges])
