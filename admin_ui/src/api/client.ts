/** The one HTTP client: language of the console, errors as `Problem`, one place that hears "sign in". */
import createClient from "openapi-fetch";
import { Problem } from "./problem";
import type { paths } from "./schema";

export const http = createClient<paths>({ baseUrl: "" });

let language = "ru";
export const speak = (to: string) => {
  language = to;
};
export const spoken = () => language;

http.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", language);
    return request;
  },
});

let onSignedOut = () => {};
export const whenSignedOut = (listener: () => void) => {
  onSignedOut = listener;
};
/** The socket hears it too. */
export const signedOut = () => onSignedOut();

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What a call answered; throws a `Problem` otherwise. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  let result: Answer<T>;
  try {
    result = await call;
  } catch {
    throw Problem.offline();
  }
  if (result.response.ok) return result.data as T;
  const problem = Problem.from(result.error, result.response);
  if (problem.status === 401 && problem.code === "sign_in") onSignedOut();
  throw problem;
}
