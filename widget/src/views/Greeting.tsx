// What stands in an empty conversation: faces, a question, who is there.
import { isOnline } from "../state";
import { Faces } from "./Face";
import { scene } from "./scene";

export function Greeting() {
  const { state, say } = scene;
  const { config, link, last } = state;
  if (link === "off") return <Words title={say.off} status={say.offKept} />;
  if (!config && link === "lost") return <Words title={say.unavailable} />;
  if (!config || (last > 0 && link !== "open")) return <Skeleton />;
  const there = config.operators.filter((operator) => operator.state === "online");
  const names = say.list(there.map((operator) => operator.name));
  return (
    <div class="hello">
      <Faces people={config.operators} />
      <h2>{config.greeting || say.greeting}</h2>
      {link !== "lost" && (
        <p class="dim">
          {isOnline(state) && <i class="dot" />}
          {isOnline(state) ? say.areOnline(names, there.length) : say.nobodyYet}
        </p>
      )}
    </div>
  );
}

function Words({ title, status }: { title: string; status?: string }) {
  return (
    <div class="hello">
      <h2>{title}</h2>
      {status && <p class="dim">{status}</p>}
    </div>
  );
}

/** Of the true size; it comes into sight only when the answer takes longer than a blink. */
function Skeleton() {
  return (
    <div class="hello skeleton" aria-hidden="true">
      <span class="faces">
        <span class="face" />
        <span class="face" />
        <span class="face" />
      </span>
      <h2 />
      <p />
    </div>
  );
}
