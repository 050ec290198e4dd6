"""What colleagues see of each other in a chat, and what one device knows of another."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from side_by_side import Console, Language, Server, Shop, begin, violations

QUESTION = {"ru": "Здравствуйте! Есть ли улун?", "en": "Hello! Do you have oolong?"}
BEGUN = {"ru": "Добрый день! Сейчас по", "en": "Good day! Let me lo"}
MORE = {"ru": "И ещё вопрос", "en": "One more question"}
TAG = {"ru": "опт", "en": "wholesale"}
HEARD = """
    window.heard = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...at) { window.heard += 1; return start.apply(this, at); };
"""


@pytest.mark.both_languages
def test_a_draft_goes_along_to_another_device(
    shop: Shop, console: Console, new_console: Callable[..., Console], language: Language
) -> None:
    """CH-10: it is marked in the list, goes on there, comes back, and is gone everywhere once it is sent"""
    begin(shop, console, QUESTION[language])
    other = new_console()
    other.view("in_progress")
    console.composer.press_sequentially(BEGUN[language])
    row = other.page.get_by_role("option").filter(has_text=BEGUN[language])
    expect(row).to_contain_text(other.say("row.draft"))
    row.click()
    expect(other.composer).to_have_value(BEGUN[language])
    other.composer.press("End")
    other.composer.press_sequentially("…")
    expect(console.composer).to_have_value(BEGUN[language] + "…")
    console.page.reload()
    expect(console.composer).to_have_value(BEGUN[language] + "…")
    other.composer.press("Enter")
    expect(shop.log.get_by_text(BEGUN[language])).to_be_visible()
    expect(console.composer).to_have_value("")
    console.page.reload()
    expect(console.log.get_by_text(BEGUN[language])).to_be_visible()
    expect(console.composer).to_have_value("")


def test_a_draft_rewritten_without_a_network_stands_after_a_reload(
    shop: Shop, console: Console, new_console: Callable[..., Console], language: Language
) -> None:
    """CH-10: what is newer on this device is not joined with what it came from"""
    begin(shop, console, QUESTION[language])
    other = new_console()
    other.view("in_progress")
    row = other.page.get_by_role("option").filter(has_text=BEGUN[language])
    console.composer.fill(BEGUN[language])
    expect(row).to_contain_text(other.say("row.draft"))
    calls = "**/api/v1/chats/*/draft"
    console.page.route(calls, lambda route: route.abort())
    console.composer.fill(MORE[language])
    with console.page.expect_response("**/api/v1/drafts"):
        console.page.reload()
    expect(console.composer).to_have_value(MORE[language])
    console.page.unroute(calls)
    console.composer.press("End")
    console.composer.press_sequentially("…")
    row = other.page.get_by_role("option").filter(has_text=MORE[language] + "…")
    expect(row).to_contain_text(other.say("row.draft"))
    expect(console.composer).to_have_value(MORE[language] + "…")


def test_what_is_typed_without_a_network_is_kept(
    shop: Shop, new_console: Callable[..., Console], language: Language
) -> None:
    """CH-10: in the browser for the time being, and on the server afterwards"""
    console = new_console(bypass_csp=True)
    begin(shop, console, QUESTION[language])
    console.context.set_offline(True)
    console.composer.press_sequentially(BEGUN[language])
    expect(console.page.get_by_text(console.say("connection.kept"))).to_be_visible()
    kept = "() => Object.keys(localStorage).filter(key => key.startsWith('besedka.draft.')).length"
    console.page.wait_for_function(f"({kept})() === 1")
    console.context.set_offline(False)
    console.page.wait_for_function(f"({kept})() === 0", timeout=60_000)
    console.page.reload()
    expect(console.composer).to_have_value(BEGUN[language])


@pytest.mark.both_languages
def test_what_is_typed_stays_when_the_chat_goes(
    shop: Shop, console: Console, server: Server, new_console: Callable[..., Console], language: Language
) -> None:
    """CH-10: closed and handed over by somebody else in the middle of a sentence, it is in sight and can be taken along"""
    anna = new_console(server.hire("Anna"), permissions=["clipboard-read", "clipboard-write"])
    server.hire("Ivan")
    begin(shop, anna, QUESTION[language])
    console.view("all")
    console.open(QUESTION[language])
    unsent = anna.page.get_by_text(anna.say("kept.unsent"))
    anna.composer.fill(BEGUN[language])
    expect(unsent).to_have_count(0)
    console.page.keyboard.press("Alt+KeyE")
    expect(unsent.locator("..")).to_contain_text(BEGUN[language])
    expect(console.page.get_by_text(console.say("done.closed"))).to_be_visible()
    console.page.keyboard.press("Alt+KeyZ")
    expect(anna.composer).to_have_value(BEGUN[language])
    console.page.keyboard.press("Alt+KeyR")
    form = console.page.get_by_role("form", name=console.say("transfer.title"))
    form.get_by_role("option", name=re.compile("Ivan")).click()
    form.get_by_role("button", name=console.say("transfer.do")).click()
    expect(anna.page.get_by_text(anna.say("chat.held_by").replace("{{name}}", "Ivan"))).to_be_visible()
    expect(unsent.locator("..")).to_contain_text(BEGUN[language])
    anna.page.get_by_role("button", name=anna.say("copy"), exact=True).click()
    expect(anna.page.get_by_text(anna.say("copied"))).to_be_visible()
    assert anna.page.evaluate("navigator.clipboard.readText()") == BEGUN[language]
    assert violations(anna.page) == []


def test_a_text_of_any_length_is_shown(shop: Shop, console: Console, language: Language) -> None:
    """CO-8: a hundred thousand characters without a space do not stop the page; measured whole, they do for ten seconds"""
    begin(shop, console, QUESTION[language])
    took = console.composer.evaluate(
        """async field => {
            const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
            const begun = performance.now();
            set.call(field, "x".repeat(100_000));
            field.dispatchEvent(new Event("input", { bubbles: true }));
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            return performance.now() - begun;
        }"""
    )
    expect(console.page.get_by_text(re.compile(r"^100\s000 / "))).to_be_visible()
    assert took < 4000


@pytest.mark.both_languages
def test_who_else_looks_and_answers(
    shop: Shop, console: Console, server: Server, new_console: Callable[..., Console], language: Language
) -> None:
    """CO-8: an administrator who looks on is seen, and so is that somebody answers"""
    anna = new_console(server.hire("Anna"))
    begin(shop, anna, QUESTION[language])
    looking = anna.page.get_by_role("status", name=anna.say("viewers.look").replace("{{names}}", "Olga Owner"))
    expect(looking).to_have_count(0)
    console.view("in_progress")
    console.open(QUESTION[language])
    expect(looking).to_be_visible()
    expect(console.page.get_by_role("status", name=re.compile("Anna"))).to_be_visible()
    console.composer.press_sequentially("…")
    expect(anna.page.get_by_text(anna.say("viewers.answers").replace("{{name}}", "Olga Owner"))).to_be_visible()
    assert violations(anna.page) == []
    console.page.goto("/chats/queue")
    expect(looking).to_have_count(0)


# And back once the page has taken notice.
TO_THE_TOP = (
    "log => new Promise(done => { log.scrollTop = 0; requestAnimationFrame(() => requestAnimationFrame(done)); })"
)


def say(shop: Shop, text: str) -> None:
    """While the operator's dots may be the last thing in the window."""
    shop.field.fill(text)
    shop.field.press("Enter")
    expect(shop.log.locator(".m").filter(has_text=text).last).to_be_attached()


@pytest.mark.both_languages
def test_the_client_has_written_since(shop: Shop, console: Console, language: Language) -> None:
    """CO-8: the answer is held once, in its place; Enter again sends it"""
    console.page.set_viewport_size({"width": 1440, "height": 500})
    begin(shop, console, QUESTION[language])
    for number in range(12):
        console.answer(f"{number}. {BEGUN[language]}")
    console.composer.press_sequentially(BEGUN[language])
    console.log.evaluate(TO_THE_TOP)
    say(shop, MORE[language])
    expect(console.page.get_by_role("log").get_by_text(MORE[language])).to_have_count(1)
    console.composer.press("Enter")
    notice = console.page.get_by_role("alert").filter(has_text=console.say("held.words"))
    expect(notice).to_be_visible()
    expect(console.composer).to_have_value(BEGUN[language])
    assert violations(console.page) == []
    notice.get_by_role("button", name=console.say("held.show")).click()
    expect(notice).to_have_count(0)
    console.log.evaluate(TO_THE_TOP)
    say(shop, MORE[language] + "!")
    expect(console.page.get_by_role("log").get_by_text(MORE[language] + "!")).to_have_count(1)
    console.composer.press("Enter")
    expect(notice).to_be_visible()
    console.composer.press("Enter")
    expect(shop.log.locator(".m").last).to_contain_text(BEGUN[language])
    expect(notice).to_have_count(0)


@pytest.mark.both_languages
def test_tags_by_the_keyboard(shop: Shop, console: Console, new_shop: Callable[..., Shop], language: Language) -> None:
    """CH-8: added, offered for the next chat, taken away; the first stands in the row, and the log tells"""
    console.page.set_viewport_size({"width": 1440, "height": 900})
    begin(shop, console, QUESTION[language])
    expect(console.composer).to_be_focused()  # or it takes what is typed elsewhere
    field = console.page.get_by_role("combobox", name=console.say("tags.add"))
    for tag in (TAG[language], "vip"):
        field.press_sequentially(tag)
        field.press("Enter")
        expect(
            console.page.get_by_role("button", name=console.say("tags.remove").replace("{{tag}}", tag))
        ).to_be_visible()
    console.view("in_progress")
    row = console.page.get_by_role("option").filter(has_text=QUESTION[language])
    expect(row).to_contain_text(TAG[language])
    row.click()
    expect(
        console.log.get_by_text(re.compile(console.say("log.tags_added").replace("{{tags}}", "vip"), re.IGNORECASE))
    ).to_be_visible()
    field.press("Backspace")
    expect(
        console.log.get_by_text(re.compile(console.say("log.tags_removed").replace("{{tags}}", "vip"), re.IGNORECASE))
    ).to_be_visible()
    second = new_shop()
    second.visit()
    second.open()
    second.write(MORE[language])
    console.view("queue")
    console.open(MORE[language])
    field.press_sequentially(TAG[language][:2].upper())
    offered = console.page.get_by_role("listbox", name=console.say("tags.lately")).get_by_role("option")
    expect(offered).to_have_count(1)
    assert violations(console.page) == []
    field.press("ArrowDown")
    field.press("Enter")
    expect(console.page.get_by_role("option").filter(has_text=MORE[language])).to_contain_text(TAG[language])


def heard(page: Page) -> int:
    count: int = page.evaluate("window.heard")
    return count


def test_it_is_heard_once(
    shop: Shop, new_shop: Callable[..., Shop], new_console: Callable[..., Console], language: Language
) -> None:
    """CO-6: a further message in one's own chat, in one of the tabs; not while one reads it, nor what nobody has"""
    console = new_console(bypass_csp=True)
    console.context.add_init_script(HEARD)
    begin(shop, console, QUESTION[language])
    first, second = console.tab(), console.tab()
    for page in (first, second):
        page.goto("/chats/queue")
        page.get_by_role("link", name=console.say("view.all")).first.click()
        expect(page.get_by_role("option").filter(has_text=QUESTION[language])).to_be_visible()
    console.page.close()
    other = new_shop()
    other.visit()
    other.open()
    other.write(MORE[language])
    for page in (first, second):
        expect(page.get_by_role("option").filter(has_text=MORE[language])).to_be_visible()
    shop.write(MORE[language] + "!")
    for page in (first, second):
        expect(page).to_have_title(re.compile(r"^\(1\)"))
    first.wait_for_function("() => (localStorage.getItem('besedka.told') ?? '').includes('said-')")
    assert heard(first) + heard(second) == 2, "two notes of one sound"


def test_a_call_is_heard(server: Server, shop: Shop, new_console: Callable[..., Console], language: Language) -> None:
    """CO-4, CO-6: a note that calls me, though the chat is a colleague's and none of mine has changed"""
    olga = new_console(bypass_csp=True)
    olga.context.add_init_script(HEARD)
    page = olga.tab()
    olga.page.close()
    page.goto("/chats/queue")
    page.get_by_role("link", name=olga.say("view.online")).first.click()
    anna = new_console(server.hire("Anna"))
    begin(shop, anna, QUESTION[language])
    anna.page.keyboard.press("Alt+KeyP")
    note = anna.page.get_by_role("textbox", name=anna.say("composer.note"))
    note.press_sequentially("@ol")
    note.press("Enter")
    note.press_sequentially(MORE[language])
    note.press("Enter")
    expect(page.get_by_role("status").filter(has_text=MORE[language])).to_be_visible()
    page.wait_for_function("() => window.heard === 2")


@pytest.mark.both_languages
def test_sounds_are_chosen(console: Console, language: Language) -> None:
    """CO-6: one's own chats are heard, the queue only if one likes"""
    console.page.get_by_role("button", name=re.compile("Olga Owner")).click()
    own, queue = (
        console.page.get_by_role("menuitemcheckbox", name=console.say(f"sound.{kind}")) for kind in ("own", "queue")
    )
    expect(own).to_be_checked()
    expect(queue).not_to_be_checked()
    queue.click()
    expect(queue).to_be_checked()
    assert violations(console.page) == []
    console.page.reload()
    console.page.get_by_role("button", name=re.compile("Olga Owner")).click()
    expect(queue).to_be_checked()
