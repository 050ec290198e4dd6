// Files on their way: how far each is, or why it does not go.
import type { Attachment } from "../attached";
import { fileWords } from "../texts/files";
import { begin, remove } from "../uploads";
import { Name } from "./Files";
import { Icon } from "./Icon";
import { ALERT, CLOSE, FILE, REFRESH } from "./icons";
import { scene } from "./scene";

/** Of a canvas, in pixels: that nothing was drawn on, and that is drawn on. */
const UNTOUCHED = 300;
const SHARP = 120;

export function Tray() {
  const { client, say } = scene;
  return (
    <div class="tray">
      {client.attached.map((one) => (
        <Row one={one} />
      ))}
      <p class={client.isHeld ? "meta" : "vh"} role="status">
        {client.isHeld && fileWords[say.lang].held}
      </p>
    </div>
  );
}

function Row({ one }: { one: Attachment }) {
  const { say } = scene;
  const { source, loaded, stored, problem, retry } = one;
  const { name, size } = source;
  const words = fileWords[say.lang];
  return (
    <div class={problem ? "up bad" : "up"}>
      {problem || !/^image\//.test(source.type) ? (
        <span class="tile">
          <Icon path={problem ? ALERT : FILE} />
        </span>
      ) : (
        <canvas class="tile" ref={(canvas) => paint(canvas, source)} />
      )}
      <span>
        <Name name={name} />
        {!stored && !problem && <progress max={size} value={loaded} aria-label={name} />}
        <small role={problem ? "alert" : undefined}>{problem ?? (stored ? say.size(size) : words.ofAll(say.size(loaded), say.size(size)))}</small>
      </span>
      {retry && (
        <button class="ib" aria-label={words.again(name)} onClick={() => begin(one)}>
          <Icon path={REFRESH} kind="s" />
        </button>
      )}
      <button class="ib" aria-label={words.remove(name)} onClick={() => remove(one)}>
        <Icon path={CLOSE} kind="s" />
      </button>
    </div>
  );
}

/** Drawn, as many a site's policy shows no picture that has no address. */
function paint(canvas: HTMLCanvasElement | null, source: File): void {
  if (canvas?.width !== UNTOUCHED) return;
  createImageBitmap(source, { resizeWidth: SHARP }).then(
    (picture) => canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(picture),
    () => {},
  );
}
