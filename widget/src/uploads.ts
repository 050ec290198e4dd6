// Takes files to the server while the message is being written.
import { isLoading, type Attachment } from "./attached";
import { fileWords } from "./texts/files";
import { send } from "./views/Composer";
import { scene } from "./views/scene";
import type { StoredFile } from "./wire";

/** Attaches files; what is too much or too large is told at the file itself. */
export function upload(files: File[]): void {
  const { client } = scene;
  for (const source of files) {
    const one: Attachment = { source, loaded: 0, problem: refusal(source), cancel: () => {} };
    client.attach([...client.attached, one]);
    if (!one.problem) begin(one);
  }
}

function refusal({ size }: File): string | undefined {
  const { client, say, state } = scene;
  const { max_bytes = 0, max_count = 0 } = state.config?.files ?? {};
  const words = fileWords[say.lang];
  if (size > max_bytes) return words.tooLarge(say.size(size), say.size(max_bytes));
  if (size === 0) return words.empty;
  return client.attached.filter((one) => !one.problem).length >= max_count ? words.tooMany(max_count) : undefined;
}

/** `fetch` tells nothing of how far it is. */
export function begin(one: Attachment): void {
  const { client, state, say } = scene;
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append("file", one.source);
  Object.assign(one, { loaded: 0, problem: undefined, retry: false, cancel: () => request.abort() });
  request.open("POST", client.address("/api/widget/v1/files"));
  request.setRequestHeader("Authorization", `Bearer ${state.token}`);
  request.setRequestHeader("Accept-Language", say.lang);
  request.upload.onprogress = ({ loaded, total }) => changed(one, { loaded: (one.source.size * loaded) / total });
  request.onload = () => changed(one, outcome(request));
  request.onerror = () => changed(one, { problem: fileWords[say.lang].lost, retry: true });
  request.send(form);
  client.attach([...client.attached], client.isHeld);
}

function outcome({ status, responseText }: XMLHttpRequest): Partial<Attachment> {
  const words = fileWords[scene.say.lang];
  try {
    const answer = JSON.parse(responseText) as StoredFile & { detail?: string };
    if (status < 300) return { stored: answer };
    return { problem: answer.detail ?? words.lost, retry: status >= 500 || status === 401 || status === 429 };
  } catch {
    return { problem: words.lost, retry: true }; // whatever stands between has answered for the server
  }
}

/** The held message goes with the last of its files; one that fails gives it back to the visitor. */
function changed(one: Attachment, values: Partial<Attachment>): void {
  const { client } = scene;
  Object.assign(one, values);
  if (client.attached.includes(one)) settle(client.attached, client.isHeld && !one.problem);
}

function settle(attached: readonly Attachment[], isHeld: boolean): void {
  scene.client.attach(attached, isHeld);
  if (isHeld && !attached.some(isLoading)) send();
}

export function remove(one: Attachment): void {
  const { client } = scene;
  one.cancel();
  settle(client.attached.filter((other) => other !== one), client.isHeld);
}

addEventListener("online", () => scene.client.attached.filter((one) => one.retry).forEach(begin));
