"""RA-1, RA-3, ST-3: clients are asked when their chat is closed, and the last answer counts."""

from typing import Any

from people import Office, OperatorPeer, VisitorPeer, new_id


async def closed_chat(office: Office, builtin: str = "done") -> tuple[OperatorPeer, VisitorPeer]:
    anna = await office.hire("Anna")
    await anna.connect()
    visitor = await office.visitor()
    await visitor.send("hello")
    await anna.take(visitor.chat)
    await anna.watch(visitor.chat)
    await anna.set_status(visitor.chat, builtin)
    await visitor.event("closed")
    return anna, visitor


async def answer(visitor: VisitorPeer, form: str, **values: str) -> dict[str, Any]:
    """The next form, after the acknowledgement."""
    begun, id = len(visitor.frames.all), new_id()
    await visitor.say(type="answer", id=id, form=form, values=values)
    await visitor.frames.wait("ack", begun, id=id)
    return await visitor.frames.wait("ask", begun)


def _is_new(ask: dict[str, Any]) -> bool:
    """Neither answered nor over."""
    return bool(ask["steps"]) and not ask["answers"]


async def test_a_star_is_stored_at_once_and_a_comment_follows(office: Office) -> None:
    """RA-1"""
    anna, visitor = await closed_chat(office)
    ask = await visitor.frames.wait("ask", chat=visitor.chat)
    (stars,) = ask["steps"]
    assert (stars["kind"], stars["style"], stars["low"], stars["high"]) == ("scale", "stars", 1, 5)
    ask = await answer(visitor, ask["form"], stars="2")
    assert ask["answers"] == {"stars": "2"}
    assert [step["id"] for step in ask["steps"]] == ["stars", "comment"]
    rated = await anna.event("rated")
    assert rated["data"] == {"score": 2, "out_of": 5, "bad": True, "comment": ""}
    begun = len(visitor.frames.all)
    await answer(visitor, ask["form"], comment="It took a week")
    assert (await visitor.frames.wait("ask", begun, steps=[]))["form"] == ask["form"]
    await anna.event("rated", score=2, out_of=5, bad=True, comment="It took a week")
    row = await anna.get(f"/chats/{visitor.chat}")
    assert row["rating"] == {"score": 2, "out_of": 5, "bad": True}


async def test_the_form_is_asked_again_after_a_reload_with_the_answers_so_far(office: Office) -> None:
    """RA-1: and other tabs follow"""
    _, visitor = await closed_chat(office)
    form = (await visitor.frames.wait("ask"))["form"]
    await answer(visitor, form, stars="5")
    again = await office.visitor(visitor.token)
    ask = await again.frames.wait("ask")
    assert (ask["form"], ask["chat"], ask["answers"]) == (form, visitor.chat, {"stars": "5"})
    begun = len(again.frames.all)
    await answer(visitor, form, comment="")
    await again.frames.wait("ask", begun, steps=[])


async def test_the_last_rating_counts_and_no_answer_keeps_the_earlier(office: Office) -> None:
    """RA-3"""
    anna, visitor = await closed_chat(office)
    await answer(visitor, (await visitor.frames.wait("ask"))["form"], stars="5")
    await anna.set_status(visitor.chat, "in_progress")
    begun = len(visitor.frames.all)
    await anna.set_status(visitor.chat, "done")
    second = await visitor.frames.wait_until("ask", _is_new, begun)
    assert (await anna.get(f"/chats/{visitor.chat}"))["rating"]["score"] == 5
    await answer(visitor, second["form"], stars="1")
    await anna.event("rated", score=1, out_of=5, bad=True, comment="")
    assert (await anna.get(f"/chats/{visitor.chat}"))["rating"] == {"score": 1, "out_of": 5, "bad": True}
    await anna.set_status(visitor.chat, "in_progress")
    begun = len(visitor.frames.all)
    await anna.set_status(visitor.chat, "done")
    third = await visitor.frames.wait_until("ask", _is_new, begun)
    assert (await answer(visitor, third["form"]))["steps"] == []
    assert (await anna.get(f"/chats/{visitor.chat}"))["rating"]["score"] == 1


async def test_what_cannot_be_an_answer_is_refused_at_its_question(office: Office) -> None:
    """RA-1: nothing is stored"""
    anna, visitor = await closed_chat(office)
    form = (await visitor.frames.wait("ask"))["form"]
    for stars in ("0", "6", "many", "5.5", "9" * 400):
        begun, id = len(visitor.frames.all), new_id()
        await visitor.say(type="answer", id=id, form=form, values={"stars": stars})
        error = await visitor.frames.wait("error", begun, id=id)
        assert (error["code"], error["field"]) == ("bad_answer", "stars")
    for values, code in (({"comment": "x" * 2001}, "bad_answer"), ({"nobody asked": "this"}, "form_gone")):
        begun, id = len(visitor.frames.all), new_id()
        await visitor.say(type="answer", id=id, form=form, values={"stars": "5", **values})
        assert (await visitor.frames.wait("error", begun, id=id))["code"] == code
    assert (await anna.get(f"/chats/{visitor.chat}"))["rating"] is None


async def test_a_form_that_is_over_or_another_visitors_is_gone(office: Office) -> None:
    """RA-1, SE-1"""
    anna, visitor = await closed_chat(office)
    form = (await visitor.frames.wait("ask"))["form"]
    stranger = await office.visitor()
    for who, name in (
        (stranger, form),
        (visitor, "1-1"),
        (visitor, "x"),
        (visitor, f"{2**70}-1"),
        (visitor, f"{visitor.chat}-{10**30}"),
        (visitor, "١-٢"),
    ):
        begun, id = len(who.frames.all), new_id()
        await who.say(type="answer", id=id, form=name, values={"stars": "1"})
        assert (await who.frames.wait("error", begun, id=id))["code"] == "form_gone"
    await anna.set_status(visitor.chat, "in_progress")
    begun, id = len(visitor.frames.all), new_id()
    await visitor.say(type="answer", id=id, form=form, values={"stars": "1"})
    assert (await visitor.frames.wait("error", begun, id=id))["code"] == "form_gone"


async def test_nobody_is_asked_after_spam_or_when_the_company_does_not_ask(office: Office) -> None:
    """ST-3, RA-1: a switch"""
    _, spammer = await closed_chat(office, "spam")
    assert (await office.visitor_session(spammer.token)).chat == spammer.chat
    await office.owner.choose(flow=None)
    _, visitor = await closed_chat(office)
    await visitor.send("I write again")
    assert not spammer.frames.of("ask")
    assert not visitor.frames.of("ask")
