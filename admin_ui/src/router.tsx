/** The addresses of the console, and who may go where. */
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { asProblem } from "./api/problem";
import { meQuery, setupQuery } from "./api/queries";
import { isView } from "./chats/views";
import { ConsoleRoute } from "./shell/ConsoleRoute";
import { StartFailure } from "./shell/StartFailure";
import { oneTimeKey } from "./welcome/oneTimeKey";

const root = createRootRouteWithContext<{ cache: QueryClient }>()({ errorComponent: StartFailure });

/** Signed in, else to the sign-in page, else to the first run. */
async function requireMe(cache: QueryClient, back: string): Promise<void> {
  if (oneTimeKey() !== "" && (await cache.fetchQuery(setupQuery)).needs_owner) throw redirect({ to: "/welcome" });
  try {
    await cache.ensureQueryData(meQuery);
  } catch (error) {
    if (asProblem(error).status !== 401) throw error;
    const { needs_owner } = await cache.fetchQuery(setupQuery);
    throw needs_owner ? redirect({ to: "/welcome" }) : redirect({ to: "/login", search: back === "/" ? {} : { back } });
  }
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/chats/$view/{-$chat}", params: { view: "queue" } });
  },
});

const chats = createRoute({
  getParentRoute: () => root,
  path: "/chats/$view/{-$chat}",
  beforeLoad: async ({ context, params, location }) => {
    if (!isView(params.view)) throw redirect({ to: "/" });
    await requireMe(context.cache, location.pathname);
  },
  component: ConsoleRoute,
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: ({ back }: Record<string, unknown>): { back?: string } =>
    // Only into the console: an address given from outside must not lead elsewhere.
    typeof back === "string" && /^\/chats\/[\w/]+$/.test(back) ? { back } : {},
  component: lazyRouteComponent(() => import("./welcome/SignIn"), "SignIn"),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./welcome/FirstRun"), "FirstRun"),
});

const elsewhere = createRoute({
  getParentRoute: () => root,
  path: "/$",
  beforeLoad: () => {
    throw redirect({ to: "/" });
  },
});

export const createConsoleRouter = (cache: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([home, chats, login, welcome, elsewhere]),
    context: { cache },
    defaultPreload: false,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
