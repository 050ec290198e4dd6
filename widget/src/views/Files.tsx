// Pictures and other files of a message.
import type { ComponentChildren } from "preact";
import type { SharedFile } from "../wire";
import { Icon } from "./Icon";
import { FILE } from "./icons";
import { scene } from "./scene";

const WIDTH = 236;
const HIGHEST = 320;

export function isPicture({ type, width, height }: SharedFile): boolean {
  return /^image\//.test(type) && Boolean(width && height);
}

/** Its height is known before it has come, so nothing moves. */
export function Picture({ file }: { file: SharedFile }) {
  const { client } = scene;
  const { name, width, height, url } = file;
  const shown = Math.min(HIGHEST, Math.round((WIDTH * (height ?? 1)) / (width ?? 1)));
  return (
    <a href={url && client.address(url)} target="_blank" rel="noopener" style={{ height: `${shown}px` }}>
      {url ? <img src={client.address(url)} alt={name} /> : <span class="vh">{name}</span>}
    </a>
  );
}

export function File({ file, kind, children }: { file: SharedFile; kind: string; children: ComponentChildren }) {
  const { client, say } = scene;
  const { name, size_bytes, url } = file;
  const ending = /\.(\w{1,5})$/.exec(name)?.[1];
  return (
    <a class={`m file ${kind}`} href={url && client.address(url)} target="_blank" rel="noopener" download={name}>
      <span class="tile">
        <Icon path={FILE} />
      </span>
      <span>
        {children}
        <Name name={name} />
        <small>{`${ending ? `${ending.toUpperCase()}, ` : ""}${say.size(size_bytes)}`}</small>
      </span>
    </a>
  );
}

const TAIL = 9;

/** A long name loses its middle: its end tells as much as its beginning. */
export function Name({ name }: { name: string }) {
  const letters = [...name];
  return (
    <bdi class="name">
      <span>{letters.slice(0, -TAIL).join("")}</span>
      <span>{letters.slice(-TAIL).join("")}</span>
    </bdi>
  );
}
