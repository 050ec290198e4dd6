// The top of the window: who is there, the menu, the way out; and the greeting while nothing has been said.
import { ending, isEmpty, isOnline } from "../state";
import { Face, Faces } from "./Face";
import { Greeting } from "./Greeting";
import { Icon } from "./Icon";
import { CLOSE, DOTS } from "./icons";
import { Lazy } from "./lazy";
import { currentHolder } from "./names";
import { scene } from "./scene";

export function Header() {
  const { state, say, close, isPage } = scene;
  return (
    <div class="head">
      <div class="bar">
        <Who />
        <MenuButton />
        {!isPage && (
          <button class="ib" aria-label={say.close} onClick={close}>
            <Icon path={CLOSE} />
          </button>
        )}
      </div>
      {isEmpty(state) && <Greeting />}
    </div>
  );
}

function Who() {
  const { state, say } = scene;
  const { config, link } = state;
  const held = currentHolder(state);
  const connected = link !== "lost" && link !== "off";
  if (isEmpty(state) || !config || ending(state)?.reason === "ended") return <Title name={config?.company ?? ""} />;
  if (held) {
    const status = held.presence === "online" ? say.online : say.away;
    return (
      <>
        <Face person={held.person} presence={connected ? held.presence : undefined} />
        <Title name={held.person.name} status={connected && status} />
      </>
    );
  }
  const online = isOnline(state);
  return (
    <>
      <Faces people={config.operators} />
      <Title name={config.company} status={connected && (online ? say.online : say.nobody)} dot={online} />
    </>
  );
}

/** A status that is not known now, `false`, keeps its line: the name must not move when the connection comes and goes. */
function Title({ name, status, dot }: { name: string; status?: string | false; dot?: boolean }) {
  return (
    <div class="who">
      <b>
        <bdi>{name}</bdi>
      </b>
      {status !== undefined && (
        <span class="dim">
          {status && dot !== undefined && <i class={dot ? "dot" : "dot no"} />}
          {status || "\u00a0"}
        </span>
      )}
    </div>
  );
}

function MenuButton() {
  const { client, state, say } = scene;
  return (
    <div class="opener">
      <button class="ib" aria-label={say.menu} aria-expanded={state.menu} onClick={() => client.set({ menu: !state.menu })}>
        <Icon path={DOTS} />
      </button>
      {state.menu && <Lazy view="Menu" />}
    </div>
  );
}
