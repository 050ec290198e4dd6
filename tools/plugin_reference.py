"""Makes docs/plugins/reference.md from the contract's own docstrings: `make reference`, after a change of besedka.plugin.

It reads the source and imports nothing, hence runs on any Python without packages, and gives the same text everywhere.
"""

import ast
import re
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "core/besedka/plugin"
TARGET = ROOT / "docs/plugins/reference.md"
ORDER = (  # as one reads it; a new module comes behind these until it has its place
    *("plugin", "provider", "settings", "surroundings", "hooks", "events"),
    *("chats", "people", "distribution", "ratings", "forms", "sla", "errors"),
)
SECTION = re.compile(r"^(Args|Attributes|Returns|Raises|Example):(.*)$")
ITEM = re.compile(r"^(\w[\w., ]*): (.*)$")
HEADING = "### besedka.plugin.{}\n"
HEAD = """\
# Reference

<!-- Made by `make reference` from the docstrings of core/besedka/plugin. Change those, not this file. -->

Everything that `from besedka.plugin import …` gives, contract version {api}. [README.md](README.md) is the way in;
[hooks.md](hooks.md) and [providers.md](providers.md) have a whole example for each hook and provider. What has no
default must be given; parameters after `*` are given by name. Data are frozen `msgspec.Struct`s, and their fields are
given by name.
"""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = ast.ClassDef | Function


class Module:
    """A module of the contract: its docstring, and what it defines by name."""

    def __init__(self, path: Path) -> None:
        self.source = path.read_text()
        self.tree = ast.parse(self.source)
        self.doc = ast.get_docstring(self.tree) or ""
        self.title = re.split("[:,.]", self.doc)[0]
        rest = self.doc.removeprefix(self.title).lstrip(":. ")
        self.told = _prose(self.doc if rest.startswith(",") else rest[:1].upper() + rest[1:])
        self.defined = dict(self._definitions())

    def _definitions(self) -> Iterator[tuple[str, tuple[ast.stmt, str]]]:
        """By name: the statement, and its docstring. That of an assignment stands in the line below it."""
        statements = self.tree.body
        for statement, below in zip(statements, [*statements[1:], None], strict=True):
            text = _text(below)
            if isinstance(statement, Definition):  # overloads come first, what they stand for last
                yield statement.name, (statement, ast.get_docstring(statement) or "")
            for part in statement.body if isinstance(statement, ast.If) else [statement]:
                for target in part.targets if isinstance(part, ast.Assign) else [getattr(part, "target", None)]:
                    if isinstance(target, ast.Name):
                        yield target.id, (part, text)

    def written(self, node: ast.AST) -> str:
        """The source of a node in one line."""
        return re.sub(r"\s+", " ", ast.get_source_segment(self.source, node) or "")


def generated() -> str:
    """The reference of today's contract.

    Raises:
        SystemExit: a public name is defined nowhere.
    """
    surface = Module(CONTRACT / "__init__.py")
    api = ast.literal_eval(_value(surface.defined["API"][0]))
    names = set(ast.literal_eval(_value(surface.defined["__all__"][0]))) - {"API"}
    found = {path.stem: Module(path) for path in CONTRACT.glob("*.py") if path.stem != "__init__"}
    order = [*(name for name in ORDER if name in found), *sorted(found.keys() - set(ORDER))]
    public = {module: [name for name in found[module].defined if name in names] for module in order}
    if missing := names - {name for defined in public.values() for name in defined}:
        raise SystemExit(f"no module of {CONTRACT} defines {', '.join(sorted(missing))}")
    parts = [HEAD.format(api=api), *(_contents(found[name].title, public[name]) for name in order if public[name])]
    for name in order:
        module = found[name]
        if public[name]:
            parts += [f"\n## {module.title}\n\n{module.told}\n"]
            parts += [_entry(module, defined, names) for defined in public[name]]
    return "\n".join(parts).rstrip() + "\n"


def _contents(title: str, names: list[str]) -> str:
    anchor = re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
    return f"- [{title}](#{anchor}): {', '.join(map(_link, names))}"


def _link(name: str) -> str:
    return f"[{name}](#besedkaplugin{name.lower()})"


def _entry(module: Module, name: str, names: set[str]) -> str:
    node, doc = module.defined[name]
    if isinstance(node, ast.ClassDef):
        return "\n".join(_class(module, node, doc, names))
    lines = [HEADING.format(name)]
    if isinstance(node, Function):
        return "\n".join([*lines, f"`{_signature(module, node, method=False)}`\n", *_documented(doc)])
    return "\n".join([*lines, f"`{name} = {module.written(_value(node))}`\n", *_documented(doc)])


def _class(module: Module, node: ast.ClassDef, doc: str, names: set[str]) -> Iterator[str]:
    yield HEADING.format(node.name)
    bases = [found for base in node.bases for found in re.findall(r"\w+", module.written(base)) if found in names]
    if links := [_link(base) for base in bases if base != "SettingsT"]:
        yield f"Has all that {' and '.join(links)} {'have' if len(links) > 1 else 'has'}.\n"
    yield from _documented(doc, list(_fields(module, node)))
    for member in node.body:
        if isinstance(member, Function):
            told = ast.get_docstring(member) or ""
            if member.name == "__init__" and "\nArgs:" in doc:
                continue  # told of the class
            if not member.name.startswith("_") or member.name == "__init__":
                yield f"#### {node.name}.{member.name}\n"
                yield f"`{_signature(module, member)}`\n"
                yield from _documented(told)


def _fields(module: Module, node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The fields of a class: their names, and these with type and default, or with the value of a constant."""
    for member in node.body:
        if isinstance(member, ast.AnnAssign):
            default = f" = {module.written(member.value)}" if member.value else ""
            name = module.written(member.target)
            yield name, f"{name}: {module.written(member.annotation)}{default}"
        elif isinstance(member, ast.Assign) and not (name := module.written(member.targets[0])).startswith("_"):
            yield name, module.written(member)


def _documented(doc: str, fields: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """A docstring as Markdown, with fields behind the text, whether its section Attributes tells of them or not."""
    sections = list(_sections(doc))
    for section, lines in sections:
        if section == "" and (text := _prose("\n".join(lines))):
            yield f"{text}\n"
    told = {name: text for section, lines in sections if section == "Attributes" for name, text in _items(lines)}
    if fields:
        yield "Fields:\n"
        yield from (f"- `{shown}`{f': {told[name]}' if name in told else ''}" for name, shown in fields)
        yield ""
    for section, lines in sections:
        match section:
            case "Args" | "Raises":
                yield "Parameters:\n" if section == "Args" else "Raises:\n"
                yield from (f"- `{name}`: {text}" for name, text in _items(lines))
                yield ""
            case "Returns":
                yield f"Returns: {_prose(textwrap.dedent(chr(10).join(lines)))}\n"
            case "Example":
                yield f"```python\n{textwrap.dedent(chr(10).join(lines)).strip()}\n```\n"


def _sections(doc: str) -> Iterator[tuple[str, list[str]]]:
    section, lines = "", list[str]()
    for line in doc.splitlines():
        if found := SECTION.match(line):
            yield section, lines
            section, lines = found[1], [found[2]] if found[2] else []
        else:
            lines.append(line)
    yield section, lines


def _items(lines: list[str]) -> Iterator[tuple[str, str]]:
    """`name: text` with the lines that go on below it, which are indented further."""
    items: list[tuple[str, str]] = []
    for line in textwrap.dedent("\n".join(lines)).splitlines():
        if (found := ITEM.match(line)) and not line.startswith(" "):
            items.append((found[1], found[2]))
        elif line.strip():
            items[-1] = (items[-1][0], f"{items[-1][1]} {line.strip()}")
    return iter(items)


def _prose(text: str) -> str:
    """Paragraphs, each in one line, since Markdown breaks them itself."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def _signature(module: Module, node: Function, *, method: bool = True) -> str:
    marks = [ast.unparse(mark) for mark in node.decorator_list]
    returns = f" -> {module.written(node.returns)}" if node.returns else ""
    if "property" in marks:
        return f"{node.name}: {returns.removeprefix(' -> ')}"
    taken = list(_parameters(module, node.args))[1 if method else 0 :]
    shown = "async " if isinstance(node, ast.AsyncFunctionDef) else ""
    shown = f"classmethod {shown}" if "classmethod" in marks else shown
    return f"{shown}{node.name}({', '.join(taken)}){returns}"


def _parameters(module: Module, args: ast.arguments) -> Iterator[str]:
    plain = list(zip(reversed(args.args), [*reversed(args.defaults), *[None] * len(args.args)], strict=False))
    yield from (_parameter(module, arg, default) for arg, default in reversed(plain))
    if args.vararg or args.kwonlyargs:
        yield f"*{module.written(args.vararg)}" if args.vararg else "*"
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        yield _parameter(module, arg, default)
    if args.kwarg:
        yield f"**{module.written(args.kwarg)}"


def _parameter(module: Module, arg: ast.arg, default: ast.expr | None) -> str:
    annotated = arg.annotation is not None
    equals = " = " if annotated else "="
    return module.written(arg) + (f"{equals}{module.written(default)}" if default else "")


def _value(node: ast.stmt) -> ast.expr:
    value = getattr(node, "value", None)
    assert isinstance(value, ast.expr)
    return value


def _text(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return re.sub(r"\A\n+|\n+\Z", "", node.value.value)
    return ""


if __name__ == "__main__":
    TARGET.write_text(generated())
    print(TARGET.relative_to(ROOT))
