/** Sending a file. `fetch` does not tell how far it is, hence the older way. */
import { signedOut, spoken } from "./client";
import { Problem } from "./problem";
import type { FileInfo } from "./types";

export interface Upload {
  done: Promise<FileInfo>;
  /** Nothing comes of it any more: `done` stays open. */
  cancel: () => void;
}

function problemOf(request: XMLHttpRequest): Problem {
  const seconds = Number(request.getResponseHeader("Retry-After"));
  const known = (request.response ?? {}) as object;
  return new Problem({ ...known, status: request.status }, seconds > 0 ? seconds : null);
}

/** `progress`: from 0 to 1. Rejects with a `Problem`. */
export function uploadFile(file: File, progress: (part: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<FileInfo>((resolve, reject) => {
    request.open("POST", "/api/v1/files");
    request.responseType = "json";
    request.setRequestHeader("Accept-Language", spoken());
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(Problem.offline());
    request.onload = () => {
      if (request.status === 201) return resolve(request.response as FileInfo);
      if (request.status === 401) signedOut();
      reject(problemOf(request));
    };
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
  return { done, cancel: () => request.abort() };
}
