"""What people say in made-up chats."""

QUESTIONS = {
    "en": (
        "Hello!", "Where is my order?", "The tracking number does not open.", "Is the green tea in stock?",
        "Can I change the delivery address?", "It says 19 February, but nothing has come yet.", "My card was declined twice.",
        "Do you ship to Finland?", "The parcel was open when it arrived, and one of the cups is broken.", "Thanks, I'll wait.",
        "And how much is the larger one?", "I have paid but got no letter.", "Could you send the invoice to my accountant?",
        "How do I return it?", "ok", "It works now, thank you!", "I ordered two and there is one in the box.",
    ),
    "ru": (
        "Здравствуйте!", "Где мой заказ?", "Трек-номер не открывается.", "Есть ли в наличии зелёный чай?",
        "Можно поменять адрес доставки?", "Написано, что 19 февраля, но ничего не пришло.", "Карта не проходит второй раз.",
        "Вы отправляете в Казахстан?", "Коробка пришла вскрытой, одна чашка разбита.", "Спасибо, подожду.",
        "А сколько стоит большая?", "Я оплатил, но письмо не пришло.", "Пришлите, пожалуйста, счёт для бухгалтерии.",
        "Как оформить возврат?", "ок", "Всё заработало, спасибо!", "Заказывала две, а в коробке одна.",
    ),
}  # fmt: skip
ANSWERS = {
    "en": (
        "Good afternoon! Give me a minute, I am looking it up.", "The parcel left our warehouse yesterday.",
        "Could you tell me the number of the order?", "We will send you a new one free of charge.",
        "The money comes back within five working days.", "I have changed the address.", "Yes, we do; it takes eight days.",
        "You can hand it in at any pick-up point.", "The invoice is on its way to your e-mail.", "Is there anything else?",
        "I have asked our warehouse and will write to you as soon as I know.", "Sorry about that!",
    ),
    "ru": (
        "Добрый день! Минуту, сейчас посмотрю.", "Посылка вчера ушла со склада.", "Подскажите, пожалуйста, номер заказа.",
        "Мы бесплатно отправим новую.", "Деньги вернутся в течение пяти рабочих дней.", "Адрес изменила.",
        "Да, отправляем, это займёт восемь дней.", "Сдать можно в любом пункте выдачи.", "Счёт уже у вас на почте.",
        "Могу ещё чем-то помочь?", "Уточнила на складе, напишу вам, как только ответят.", "Простите за неудобство!",
    ),
}  # fmt: skip
NAMES = {
    "en": ("Alice", "Bob", "Carol", "Dan", "Emma", "Frank", "Grace", "Henry"),
    "ru": ("Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Захар"),
}
TAGS = ("delivery", "payment", "return", "доставка", "оплата", "возврат", "vip", "repeat")
PAGES = {
    "en": (("https://shop.example/", "Shop"), ("https://shop.example/tea", "Tea"), ("https://shop.example/cart", "Cart")),
    "ru": (
        ("https://shop.example/ru", "Магазин"), ("https://shop.example/ru/tea", "Чай"), ("https://shop.example/ru/cart", "Корзина"),
    ),
}  # fmt: skip
