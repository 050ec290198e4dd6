// The three dots where the operator's next message will stand.
import { Face } from "./Face";
import { currentHolder } from "./names";
import { scene } from "./scene";

export function Typing() {
  const held = currentHolder(scene.state);
  return (
    <div class="g op" aria-hidden="true">
      {held && <Face person={held.person} />}
      <p class="m typing">
        <i />
        <i />
        <i />
      </p>
    </div>
  );
}
