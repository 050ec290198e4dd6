"""The whole way: a visitor writes, an operator answers, and both see it at once."""

from ledger import Ledger
from people import Office, new_id
from serving import Serving


async def test_a_message_reaches_the_operator_and_the_answer_comes_back(office: Office) -> None:
    """RT-1, CH-1, CH-2"""
    await office.owner.connect()
    visitor = await office.visitor()
    ack = await visitor.send("Good day! Is the oolong back?")
    row = await office.owner.frames.wait("chat", id=ack["chat"], state="queue")
    assert row["last"]["text"] == "Good day! Is the oolong back?"
    await office.owner.watch(ack["chat"])
    await office.owner.event("message", ack["chat"], text="Good day! Is the oolong back?")
    taken = await office.owner.take(ack["chat"])
    assert taken["state"] == "in_progress"
    assert taken["operator"]["name"] == "Olga Owner"
    joined = await visitor.event("taken")
    assert joined["data"]["operator"]["name"] == "Olga"
    await office.owner.send("It is, since this morning.", chat=ack["chat"])
    answer = await visitor.event("message", ack["chat"], text="It is, since this morning.")
    assert answer["author"]["type"] == "operator"
    assert answer["author"]["name"] == "Olga"


async def test_an_acknowledged_message_is_stored(office: Office, server: Serving) -> None:
    """RT-2, CH-11"""
    ledger, visitor = Ledger(), await office.visitor()
    for number in range(20):
        id = new_id()
        ledger.send(id, f"message {number}")
        ledger.ack(await visitor.send(f"message {number}", id))
        assert ledger.check(server.database) == number + 1
    await visitor.event("message", text="message 19")
    ledger.check(server.database, [("visitor", visitor.chat, visitor.view(visitor.chat))])
