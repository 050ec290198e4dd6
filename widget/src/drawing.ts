// As much of Preact as the widget uses, in a quarter of its bytes. The build puts this in Preact's place; types and manners are Preact's.

type Props = Record<string, unknown> & { children?: unknown };
type View = { render(): unknown } & Partial<Record<"componentDidMount" | "componentDidUpdate" | "componentWillUnmount", () => void>>;
type Ref = ((dom: Element | null) => void) | { current: Element | null } | undefined;
type Dom = (HTMLElement | SVGElement) & { handlers?: Record<string, (event: Event) => void> };

/** What is to be drawn, and then also what was. The text of a text stands in `text`. */
interface Drawn {
  type: unknown;
  props: Props;
  text?: string;
  key?: unknown;
  dom?: Dom | Text;
  view?: View & { props: Props };
  kids: Map<unknown, Drawn>;
}

const SVG = "http://www.w3.org/2000/svg";
const roots = new Map<ParentNode, Drawn>();
let afterwards: (() => void)[] = [];
let isDue = false;

function group({ children }: Props): unknown {
  return children;
}

export class Component {
  state = {};
  constructor(public props: Props) {}

  setState(values: object): void {
    this.state = { ...this.state, ...values };
    if (!isDue) queueMicrotask(drawAgain);
    isDue = true;
  }
}

export function createRef(): { current: null } {
  return { current: null };
}

function element(type: unknown, props: Props | null, ...children: unknown[]): Drawn {
  return { type, key: props?.key, props: children.length > 0 ? { ...props, children } : (props ?? {}), kids: new Map() };
}

/** Draws into a box, by what was drawn there before; the views hear of it when all of it stands. */
export function render(children: unknown, box: ParentNode): void {
  const root = roots.get(box) ?? element(null, null);
  roots.set(box, root);
  root.props = { children };
  drawKids(root, [children]);
  place(box, root);
  const told = afterwards;
  afterwards = [];
  for (const tell of told) tell();
}

function drawAgain(): void {
  isDue = false;
  for (const [box, root] of roots) render(root.props.children, box);
}

/** Each keeps its place in the list, filled or not, unless it has a key. */
function drawKids(parent: Drawn, children: unknown, isSvg = false): void {
  const before = parent.kids;
  parent.kids = new Map();
  [children].flat().forEach((child, index) => {
    if (child == null || typeof child === "boolean") return;
    const kid = toDraw(child);
    const name = kid.key ?? index;
    const known = before.get(name);
    const same = known?.type === kid.type ? known : undefined;
    if (same) before.delete(name);
    parent.kids.set(name, kid);
    draw(kid, same, isSvg);
  });
  for (const gone of before.values()) remove(gone, true);
}

function toDraw(child: unknown): Drawn {
  if (Array.isArray(child)) return element(group, { children: child });
  return typeof child === "object" ? (child as Drawn) : { ...element(null, null), text: String(child) };
}

function draw(next: Drawn, before: Drawn | undefined, isSvg: boolean): void {
  next.kids = before?.kids ?? next.kids;
  const { type, props } = next;
  if (typeof type === "function") drawView(next, before?.view, isSvg);
  else if (next.text !== undefined) {
    next.dom = before?.dom ?? new Text();
    if (next.text !== before?.text) (next.dom as Text).data = next.text;
  } else {
    isSvg ||= type === "svg";
    const dom = (before?.dom ?? (isSvg ? document.createElementNS(SVG, type as "svg") : document.createElement(type as "p"))) as Dom;
    next.dom = dom;
    drawKids(next, props.children, isSvg);
    place(dom, next);
    const old = before?.props ?? {};
    for (const name in { ...old, ...props }) set(dom, name, props[name], name === "value" ? (dom as HTMLInputElement).value : old[name]);
  }
}

function drawView(next: Drawn, known: Drawn["view"], isSvg: boolean): void {
  const { props } = next;
  const type = next.type as { new (props: Props): View & { props: Props }; (props: Props): unknown };
  const view = type.prototype instanceof Component ? (known ?? new type(props)) : undefined;
  next.view = view;
  if (view) view.props = props;
  drawKids(next, view ? view.render() : type(props), isSvg);
  if (view) afterwards.push(() => (known ? view.componentDidUpdate?.() : view.componentDidMount?.()));
}

function set(dom: Dom, name: string, value: unknown, old: unknown): void {
  if (value === old || name === "children" || name === "key") return;
  if (name === "ref") afterwards.push(() => refer(value as Ref, dom));
  else if (name.startsWith("on")) listen(dom, name.slice(2).toLowerCase(), value as EventListener);
  else if (name === "style") for (const [key, one] of Object.entries(value ?? {})) dom.style.setProperty(key, String(one));
  else if (value == null) dom.removeAttribute(name);
  else if (name in dom && name !== "role" && !(dom instanceof SVGElement)) Object.assign(dom, { [name]: value });
  else if (value === false && name[4] !== "-") dom.removeAttribute(name);
  else dom.setAttribute(name, String(value));
}

function listen(dom: Dom, type: string, handler: EventListener): void {
  dom.handlers ??= {};
  if (!dom.handlers[type]) dom.addEventListener(type, (event) => dom.handlers?.[type]?.(event));
  dom.handlers[type] = handler;
}

function refer(ref: Ref, dom: Element | null): void {
  if (typeof ref === "function") ref(dom);
  else if (ref) ref.current = dom;
}

function domsOf(parent: Drawn): (Dom | Text)[] {
  return [...parent.kids.values()].flatMap((kid) => kid.dom ?? domsOf(kid));
}

/** What stands right already is not touched. */
function place(box: ParentNode, parent: Drawn): void {
  let at = box.firstChild;
  for (const dom of domsOf(parent)) {
    if (dom === at) at = at.nextSibling;
    else box.insertBefore(dom, at);
  }
}

function remove(gone: Drawn, isTop: boolean): void {
  const { view, dom, props, kids } = gone;
  view?.componentWillUnmount?.();
  refer(props.ref as Ref, null);
  for (const kid of kids.values()) remove(kid, isTop && !dom);
  if (isTop) dom?.remove();
}

// the names that the build writes for JSX
export { element as h, group as Fragment };
