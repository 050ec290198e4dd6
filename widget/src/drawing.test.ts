// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Component, createRef, Fragment, h, render } from "./drawing";

let box: HTMLElement;

beforeEach(() => {
  box = document.createElement("div");
});

const list = (...keys: string[]) => h("ul", null, keys.map((key) => h("li", { key }, key)));
const nodes = () => [...box.querySelectorAll("li")];

describe("drawing", () => {
  it("keeps the nodes of keyed children wherever they go, and drops the others", () => {
    render(list("b", "c"), box);
    const [b, c] = nodes();
    render(list("a", "c", "b", "d"), box);
    expect(box.textContent).toBe("acbd");
    expect([nodes()[2], nodes()[1]]).toEqual([b, c]);
    render(list("d"), box);
    expect(box.textContent).toBe("d");
  });

  it("does not touch what stands right, so that it keeps focus and scrolling", () => {
    render(list("b", "c"), box);
    const moved = vi.spyOn(box.querySelector("ul")!, "insertBefore");
    render(list("a", "b", "c", "d"), box);
    expect(moved).toHaveBeenCalledTimes(2);
  });

  it("keeps a child's place when one before it comes or goes", () => {
    const draw = (isThere: boolean) => render(h("p", null, isThere && h("b", null), "text ", h("input", null)), box);
    draw(false);
    const input = box.querySelector("input");
    draw(true);
    expect(box.innerHTML).toBe("<p><b></b>text <input></p>");
    expect(box.querySelector("input")).toBe(input);
    draw(false);
    expect(box.innerHTML).toBe("<p>text <input></p>");
    expect(box.querySelector("input")).toBe(input);
  });

  it("puts the many nodes of a fragment or a view where it stands", () => {
    const Two = ({ first }: { first: unknown }) => h(Fragment, null, first, h("i", null));
    const draw = (first: unknown) => render(h("p", null, h("b", null), h(Two, { first }), h("u", null)), box);
    draw(null);
    draw(h("s", null));
    expect(box.innerHTML).toBe("<p><b></b><s></s><i></i><u></u></p>");
  });

  it("sets properties, attributes, styles and listeners, and takes them back", () => {
    const first = vi.fn();
    const second = vi.fn();
    const draw = (props: object) => render(h("button", { class: "a", ...props }), box);
    draw({ "aria-expanded": false, "data-x": "1", onClick: first, style: { "--n": 3 }, disabled: true });
    const button = box.querySelector("button")!;
    expect(button.outerHTML).toBe('<button class="a" aria-expanded="false" data-x="1" style="--n: 3;" disabled=""></button>');
    draw({ "aria-expanded": true, onClick: second, style: { "--n": 4 } });
    button.click();
    expect(button.outerHTML).toBe('<button class="a" aria-expanded="true" style="--n: 4;"></button>');
    expect([first, second].map((handler) => handler.mock.calls.length)).toEqual([0, 1]);
    draw({});
    button.click();
    expect(second).toHaveBeenCalledTimes(1);
  });

  it("gives a field the value that is drawn, whatever was typed", () => {
    const draw = (value: string) => render(h("textarea", { value }), box);
    draw("a");
    const field = box.querySelector("textarea")!;
    field.value = "b";
    draw("a");
    expect(field.value).toBe("a");
  });

  it("draws pictures in their own namespace", () => {
    render(h("svg", { class: "i", viewBox: "0 0 24 24" }, h("path", { d: "M0 0" })), box);
    expect(box.querySelector("path")!.namespaceURI).toBe("http://www.w3.org/2000/svg");
    expect(box.innerHTML).toBe('<svg class="i" viewBox="0 0 24 24"><path d="M0 0"></path></svg>');
  });

  it("tells views, children first, when they stand, change and go", async () => {
    const said: string[] = [];
    class View extends Component {
      ref = createRef();
      override state = { count: 0 };
      name = String(this.props.name);
      render = () => h("p", { ref: this.ref }, this.state.count, this.props.children);
      componentDidMount = () => said.push(`${this.name} ${(this.ref.current as HTMLElement | null)?.isConnected}`);
      componentDidUpdate = () => said.push(`${this.name} again ${this.props.name}`);
      componentWillUnmount = () => said.push(`${this.name} goes`);
    }
    document.body.append(box);
    const draw = (name: string) => render(h("div", null, h(View, { name }, h(View, { name: "inner" }))), box);
    draw("outer");
    expect(said.splice(0)).toEqual(["inner true", "outer true"]);
    draw("other");
    expect(said.splice(0)).toEqual(["inner again inner", "outer again other"]);
    render(null, box);
    expect(said).toEqual(["outer goes", "inner goes"]);
    expect(box.innerHTML).toBe("");
  });

  it("draws again what sets its state, once for all that is set together", async () => {
    let drawn = 0;
    class Counter extends Component {
      override state = { count: 0 };
      render = () => h("button", { onClick: this.press }, ++drawn && this.state.count);
      press = () => {
        this.setState({ count: this.state.count + 1 });
        this.setState({ count: this.state.count + 1 });
      };
    }
    render(h(Counter, null), box);
    box.querySelector("button")!.click();
    await Promise.resolve();
    expect(box.textContent).toBe("2");
    expect(drawn).toBe(2);
  });
});
