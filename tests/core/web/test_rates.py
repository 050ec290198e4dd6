"""Who is too fast is told so, and nobody else notices."""

from pathlib import Path

from besedka.config import Limits
from people import Office
from serving import serving


async def test_a_hundred_messages_a_second_are_slowed_down(tmp_path: Path) -> None:
    """B09: the flood is answered, its sender may go on later, others are undisturbed"""
    async with serving(tmp_path, limits=Limits()) as limited:
        office = Office(limited.url, limited.owner_key)
        flooder, other = await office.visitor(), await office.visitor()
        for number in range(80):
            await flooder.say(type="send", id=f"flood-{number}", text="flood")
        error = await flooder.frames.wait("error", id="flood-79")
        assert error["code"] == "too_many"
        assert 0 < error["retry_after"] < 10
        assert (await other.send("quietly"))["type"] == "ack"
        for number in range(200):
            await flooder.say(type="typing", text=str(number))
        assert await flooder.closed() == 4429
        stored = len(flooder.acked)
        assert 40 <= stored <= 45
        await office.close()
