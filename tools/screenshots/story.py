"""An afternoon of a tea shop: who works there, who has written, and how far each chat has come."""

import asyncio
from typing import Any

from people import Office, OperatorPeer, VisitorPeer
from side_by_side import Language, Server
from uploads import png_of, upload

TEAM = {"ru": ("Иван Серов", "Света Лунина", "Тимур Ахметов"), "en": ("Ivan Seroff", "Sveta Lunina", "Timur Akhmetov")}

OWNER = {"ru": "Ольга Орлова", "en": "Olga Owen"}

WAITING = {
    "ru": (
        ("Марина Котова", "Здравствуйте! Оплата прошла дважды, а заказ один. Что делать?"),
        ("Павел Ершов", "Подскажите, есть ли улун в подарочной банке?"),
        (None, "Добрый день. Вы отправляете в Казахстан?"),
    ),
    "en": (
        ("Martha Cole", "Hello! I was charged twice for one order. What shall I do?"),
        ("Paul Archer", "Do you have the oolong in a gift tin?"),
        (None, "Good afternoon. Do you ship to Finland?"),
    ),
}  # fmt: skip

MAIN = {
    "ru": ("Роман Чернов", (
        ("client", "Добрый день! Заказ 4815 показывает «в пути» уже неделю."),
        ("client", "Трек-номер не открывается, на сайте службы доставки пусто."),
        ("operator", "Здравствуйте, Роман! Сейчас посмотрю, минуту."),
        ("note", "Склад отвечает, что посылка стоит на сортировке в Казани."),
        ("operator", "Посылка в сортировочном центре в Казани, завтра поедет дальше. Новый трек-номер: 80110423758."),
        ("client", "Отлично, номер открылся!"),
        ("client", "А можно поменять адрес? Я теперь работаю в другом офисе:\nБольшая Садовая, 5, подъезд 2"),
    )),
    "en": ("Roman Black", (
        ("client", "Good afternoon! Order 4815 has been “on its way” for a week."),
        ("client", "The tracking number does not open, the carrier's page is empty."),
        ("operator", "Hello, Roman! Let me look, one minute."),
        ("note", "The warehouse says that the parcel is at the sorting centre in Leipzig."),
        ("operator", "The parcel is at the sorting centre in Leipzig and goes on tomorrow. The new number is 80110423758."),
        ("client", "Great, that one opens!"),
        ("client", "Could I change the address? I work in another office now:\n5 Garden Street, entrance 2"),
    )),
}  # fmt: skip

HELD = {
    "ru": (
        ("Анна Белова", "Как заварить пуэр, чтобы не горчил?", "Дайте воде остыть до 95 градусов и заваривайте 20 секунд."),
        ("Глеб Ильин", "Чайник пришёл с трещиной.", "Простите за это! Отправим новый сегодня же, старый возвращать не нужно."),
    ),
    "en": (
        ("Anna White", "How do I keep pu-erh from getting bitter?", "Let the water cool to 95 degrees, and brew 20 seconds."),
        ("Glenn Ellis", "The teapot came with a crack.", "We are sorry! A new one leaves today, keep the old one."),
    ),
}  # fmt: skip

TAGS = {"ru": ["доставка", "опт"], "en": ["delivery", "wholesale"]}
TEMPLATES = {
    "ru": (
        ("", "Приветствие", "Здравствуйте! Чем могу помочь?"),
        ("Доставка", "Сроки", "По городу привозим за два дня, по стране за пять."),
        ("Доставка", "Самовывоз", "Заказ можно забрать в лавке с 9 до 21, это бесплатно."),
        ("Оплата", "По счёту", "Счёт пришлём на почту, он действует три дня."),
    ),
    "en": (
        ("", "Greeting", "Hello! How can I help you?"),
        ("Delivery", "Times", "In town it takes two days, anywhere else five."),
        ("Delivery", "Picking up", "You can pick the order up at our shop from 9 to 21, free of charge."),
        ("Payment", "By invoice", "We e-mail the invoice; it is valid for three days."),
    ),
}  # fmt: skip

CLOSED = {
    "ru": (
        ("Дарья Мельник", "Спасибо, всё пришло!", "Приятного чаепития!", "5"),
        ("Егор Власов", "Жду ответа второй день.", "Простите, что заставили ждать.", "2"),
    ),
    "en": (
        ("Daria Miller", "Thank you, everything has come!", "Enjoy your tea!", "5"),
        ("Edgar Wells", "I have been waiting for two days.", "We are sorry that it took so long.", "2"),
    ),
}  # fmt: skip


def main_client(language: Language) -> str:
    """Whose chat the pictures are taken of."""
    return MAIN[language][0]


def main_question(language: Language) -> str:
    """What is to be seen of it."""
    return MAIN[language][1][-1][1].split("\n")[0]


def tell(server: Server) -> None:
    """Let the afternoon happen on a server that has its owner."""
    asyncio.run(_afternoon(server))


async def _afternoon(server: Server) -> None:
    office = Office(server.url, "")
    try:
        owner = await office.sign_in("olga@shop.example")
        await owner.connect()
        name = OWNER[server.language]
        await owner.patch(f"/operators/{owner.me['id']}", name=name, display_name=name.split()[0])
        ivan = await _hire(office, owner, server.language)
        await _templates(owner, server.language)
        await _closed(office, owner, server.language)
        await _held(office, ivan, server.language)
        await _main(office, owner, server.language)
        for who, text in WAITING[server.language]:
            await (await _client(office, who)).send(text)
    finally:
        await office.close()


async def _templates(owner: OperatorPeer, language: Language) -> None:
    items = [{"heading": heading, "title": title, "text": text} for heading, title, text in TEMPLATES[language]]
    await owner.post("/templates", 201, level="global", items=items)


async def _hire(office: Office, owner: OperatorPeer, language: Language) -> OperatorPeer:
    emails = ("ivan@shop.example", "sveta@shop.example", "timur@shop.example")
    for name, email in zip(TEAM[language], emails, strict=True):
        body = {"name": name, "display_name": name.split()[0], "email": email, "password": "tea for two in 2026"}
        await owner.post("/operators", 201, **body, administrator=False)
    http = office.http()
    signed = await http.post("/api/v1/session", json={"email": emails[0], "password": "tea for two in 2026"})
    ivan = OperatorPeer(office.url, http, signed.json())
    await ivan.connect()
    return ivan


async def _client(office: Office, name: str | None) -> VisitorPeer:
    client = await office.visitor()
    if name:
        await client.say(type="identify", name=name, email=f"{client.chat}@mail.example")
    return client


async def _closed(office: Office, owner: OperatorPeer, language: Language) -> None:
    for name, question, answer, stars in CLOSED[language]:
        client = await _client(office, name)
        await client.send(question)
        await owner.take(client.chat)
        await owner.send(answer, chat=client.chat)
        await owner.set_status(client.chat, "done")
        ask = await client.frames.wait("ask")
        await client.say(
            type="answer", id=f"stars-{client.chat}", form=ask["form"], values={ask["steps"][0]["id"]: stars}
        )
        await client.frames.wait("ack", id=f"stars-{client.chat}")


async def _held(office: Office, ivan: OperatorPeer, language: Language) -> None:
    for name, question, answer in HELD[language]:
        client = await _client(office, name)
        await client.send(question)
        await ivan.take(client.chat)
        await ivan.send(answer, chat=client.chat)
    await ivan.close()


def _parcel() -> bytes:
    """A picture of a parcel on a table."""
    table, box, tape, label = (bytes(c) for c in ((236, 231, 220), (205, 170, 125), (178, 140, 96), (250, 248, 243)))
    beside, tall = table * 180 + box * 240 + tape * 60 + box * 240 + table * 180, range(90, 510)
    labelled = table * 180 + box * 240 + tape * 60 + box * 50 + label * 150 + box * 40 + table * 180
    return png_of([table * 900 if y not in tall else labelled if 330 <= y < 450 else beside for y in range(600)])


async def _main(office: Office, owner: OperatorPeer, language: Language) -> None:
    name, lines = MAIN[language]
    client = await _client(office, name)
    said: list[Any] = []
    picture = await upload(office.http(), client, "parcel.png", _parcel())
    for who, text in lines:
        if who == "client":
            said.append(await client.send(text))
            continue
        if len(said) == 2 and who == "operator":
            await owner.take(client.chat)
        said.append(await owner.send(text, chat=client.chat, note=who == "note"))
        if who == "note":
            await client.send("", files=[picture["id"]])
    await owner.post(f"/chats/{client.chat}/tags", add=TAGS[language], remove=[])
