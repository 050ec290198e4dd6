/** Emoji that fit a conversation with a client, each with words to find it by in both languages. */

export const groups = ["faces", "hands", "nature", "things", "signs"] as const;
export type EmojiGroup = (typeof groups)[number];

const lines: Record<EmojiGroup, string> = {
  faces: `
😀 улыбка радость привет / smile grin happy hello
😃 улыбка радость / smile happy
😄 смех радость / laugh happy
😁 улыбка зубы / grin beam
😅 неловко пот фух / sweat relief phew
😂 смех слёзы / joy tears laugh
🤣 смех до слёз / rofl laugh
🙂 улыбка спокойно / slight smile
🙃 вверх ногами ирония / upside down irony
😉 подмигивание / wink
😊 улыбка румянец приятно / blush pleased
😇 ангел нимб / angel halo
🥰 любовь сердечки нежность / love hearts adore
😍 влюблён сердечки красота / heart eyes love
🤩 восторг звёзды / star struck wow
😘 поцелуй / kiss
😋 вкусно язык / yum tasty
😜 шутка язык / joke tongue wink
🤗 обнимаю объятия / hug
🤭 ой хихиканье / oops giggle
🤔 думаю вопрос хм / think hmm
🤨 сомнение бровь / doubt eyebrow
😐 нейтрально / neutral
😏 ухмылка / smirk
🙄 закатил глаза / eye roll
😬 неловко гримаса / awkward grimace
😌 облегчение спокойно / relieved calm
😔 грусть жаль / sad pensive sorry
😪 сонный / sleepy
😴 сон сплю / sleep
😷 маска болею / mask ill
🤒 температура болею / fever ill
🤕 травма повязка / hurt bandage
🥳 праздник поздравляю вечеринка / party celebrate congratulations
😎 круто очки / cool sunglasses
🤓 умник очки / nerd glasses
😕 растерянность / confused
😟 тревога беспокойство / worried
🙁 грусть расстроен / frown sad
😮 удивление ого / surprised wow
😲 удивление шок / astonished
🥺 пожалуйста прошу / pleading please
😢 слеза грусть плачу / cry sad tear
😭 рыдаю плачу / sob cry
😱 ужас крик / scream fear
😤 пар недоволен / huff annoyed
😡 злость сердит / angry rage
🤯 взрыв мозга / mind blown
🤝 договорились рукопожатие сделка / handshake deal agreed`,
  hands: `
👍 да хорошо класс палец / yes good thumbs up ok
👎 нет плохо палец / no bad thumbs down
👌 ок отлично / ok perfect
✌️ мир победа / peace victory
🤞 удача пальцы / luck fingers crossed
👋 привет пока рука / hello bye wave
🙏 спасибо пожалуйста прошу / thanks please pray
👏 браво аплодисменты / bravo clap applause
🙌 ура руки / hooray hands
💪 сила мышцы / strong muscle
👉 вправо смотрите палец / right look point
👈 влево палец / left point
👇 вниз ниже палец / down below point
👆 вверх выше палец / up above point
☝️ внимание палец / attention point
✋ стоп ладонь / stop hand
✍️ пишу подпись / write sign
🤷 не знаю плечи / shrug dunno
🤦 рука лицо эх / facepalm
🙋 вопрос я рука / question me hand
👀 глаза смотрю / eyes look
❤️ сердце любовь красное / heart love red
🧡 сердце оранжевое / heart orange
💛 сердце жёлтое / heart yellow
💚 сердце зелёное / heart green
💙 сердце синее / heart blue
💜 сердце фиолетовое / heart purple
🖤 сердце чёрное / heart black
🤍 сердце белое / heart white
💔 разбитое сердце / broken heart
💕 сердца любовь / hearts love`,
  nature: `
🌸 цветок весна / flower blossom spring
🌷 тюльпан цветок / tulip flower
🌹 роза цветок / rose flower
🌻 подсолнух цветок / sunflower
💐 букет цветы / bouquet flowers
🌿 трава зелень / herb green
🍀 клевер удача / clover luck
🍁 лист осень / leaf autumn
🌲 ель лес / tree pine
🎄 ёлка новый год / christmas tree new year
☀️ солнце погода / sun weather
🌤️ облачно погода / cloudy weather
🌧️ дождь погода / rain weather
❄️ снег зима холод / snow winter cold
⛄ снеговик зима / snowman winter
🌈 радуга / rainbow
⭐ звезда / star
✨ блеск чудо / sparkles magic
🔥 огонь горячо круто / fire hot
💧 капля вода / drop water
🐱 кот кошка / cat
🐶 собака пёс / dog
🐻 медведь / bear
🐰 заяц кролик / rabbit
🦊 лиса / fox
🐼 панда / panda
🐝 пчела мёд / bee honey
🦋 бабочка / butterfly
🍎 яблоко / apple
🍋 лимон / lemon
🍓 клубника / strawberry
🍞 хлеб / bread
🥐 круассан / croissant
🍕 пицца / pizza
🍔 бургер / burger
🍣 суши / sushi
🍰 торт кусок / cake slice
🎂 торт день рождения / birthday cake
🍫 шоколад / chocolate
🍪 печенье / cookie
☕ кофе чай чашка / coffee tea cup
🍵 чай зелёный пиала / tea green cup
🫖 чайник чай / teapot tea
🍷 вино бокал / wine glass
🥂 шампанское тост / champagne cheers`,
  things: `
🎉 праздник ура поздравляю / party hooray congratulations
🎁 подарок / gift present
🎈 шарик праздник / balloon
🏆 кубок победа / trophy win
🥇 первое место медаль / first medal gold
📦 посылка коробка заказ / parcel box order package
🚚 доставка грузовик / delivery truck
🛵 курьер скутер / courier scooter
✈️ самолёт авиа / plane flight
🚗 машина авто / car
🏠 дом адрес / home house address
🏬 магазин / store shop
🛒 корзина покупки / cart shopping
🛍️ покупки пакеты / shopping bags
💳 карта оплата / card payment
💰 деньги мешок / money bag
💵 деньги купюры / money cash
🧾 чек счёт квитанция / receipt bill invoice
🏷️ цена скидка ярлык / price tag discount label
📞 телефон звонок / phone call
📱 смартфон телефон / smartphone phone mobile
💻 ноутбук компьютер / laptop computer
📧 почта письмо / e-mail mail letter
✉️ письмо конверт / letter envelope
📎 скрепка файл / paperclip file attachment
📄 документ файл / document file
📷 фото камера / photo camera
📅 календарь дата / calendar date
⏰ будильник время / alarm time
⏳ ждём время часы / wait time hourglass
🔑 ключ доступ / key access
🔒 замок закрыто / lock closed
🔧 ремонт гаечный ключ / repair wrench fix
🛠️ ремонт инструменты / tools repair
💡 идея лампа / idea bulb
🔍 поиск лупа / search magnifier
📌 важно кнопка / pin important
📝 заметка запись / note memo
📚 книги учёба / books study
🎧 наушники поддержка / headphones support
🎵 музыка нота / music note
⚽ мяч футбол / ball football soccer
👕 футболка одежда / t-shirt clothes
👟 кроссовки обувь / sneakers shoes
👗 платье одежда / dress clothes
💍 кольцо / ring
🧸 игрушка мишка / toy teddy`,
  signs: `
✅ готово да галочка / done yes check
☑️ отмечено галочка / checked box
✔️ галочка верно / check right
❌ нет ошибка крест / no error cross
❗ важно восклицание / important exclamation
❓ вопрос / question
⚠️ внимание осторожно / warning caution
⛔ запрет нельзя / forbidden no entry
🚫 запрет нельзя / prohibited no
💯 сто процентов / hundred percent
🆕 новинка новое / new
🆗 ок / ok
🔴 красный круг / red circle
🟡 жёлтый круг / yellow circle
🟢 зелёный круг / green circle
🔵 синий круг / blue circle
⬆️ вверх стрелка / up arrow
⬇️ вниз стрелка / down arrow
➡️ вправо стрелка / right arrow
⬅️ влево стрелка / left arrow
🔄 обновить повтор / refresh repeat
➕ плюс добавить / plus add
➖ минус / minus
💬 сообщение чат / message chat
🔔 колокольчик напоминание / bell reminder
♻️ переработка / recycle
📍 место адрес точка / place address location
🇷🇺 россия флаг / russia flag`,
};

export interface Emoji {
  char: string;
  words: string;
}

function parsed(text: string): Emoji[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const space = line.indexOf(" ");
      return { char: line.slice(0, space), words: line.slice(space + 1) };
    });
}

export const emoji = Object.fromEntries(groups.map((group) => [group, parsed(lines[group])])) as Record<
  EmojiGroup,
  Emoji[]
>;

/** What a screen reader hears, in one language. */
export const nameOf = ({ words }: Emoji, language: string): string =>
  words.split(" / ")[language === "ru" ? 0 : 1]?.split(" ")[0] ?? "";
