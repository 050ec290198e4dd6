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
import { narrowOf, type Narrow } from "./chats/narrow";
import { expectRows } from "./chats/useRowList";
import { scopeAt } from "./chats/useScope";
import { isView } from "./chats/views";
import type { OperatorSearch } from "./operators/search";
import { openToAll } from "./settings/pages";
import { Console } from "./shell/Console";
import { SignedIn } from "./shell/SignedIn";
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

/** One session, with one socket, for everything behind the sign-in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: ({ context, location }) => requireMe(context.cache, location.pathname),
  component: SignedIn,
});

const chats = createRoute({
  getParentRoute: () => signedIn,
  path: "/chats/$view/{-$chat}",
  /** `at`: the event of the open chat that was looked for. */
  validateSearch: (search: Record<string, unknown>): Narrow & { at?: number } => ({
    ...narrowOf(search),
    at: Number(search.at) || undefined,
  }),
  beforeLoad: ({ context, params: { view }, search }) => {
    if (!isView(view)) throw redirect({ to: "/" });
    const me = context.cache.getQueryData(meQuery.queryKey);
    if (me !== undefined) expectRows(context.cache, scopeAt(view, search, me));
  },
  component: Console,
});

/** Pages of administrators, and some of everybody, loaded when they are opened. */
const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings",
  beforeLoad: ({ context, location }) => {
    const administrator = context.cache.getQueryData(meQuery.queryKey)?.administrator;
    if (!administrator && !openToAll(location.pathname)) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("./settings/SettingsFrame"), "SettingsFrame"),
});

const contents = createRoute({
  getParentRoute: () => settings,
  path: "/",
  component: lazyRouteComponent(() => import("./settings/Contents"), "Contents"),
});

const words = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

const plugins = createRoute({
  getParentRoute: () => settings,
  path: "/plugins",
  validateSearch: (search: Record<string, unknown>): { find?: string; state?: string; kind?: string } => ({
    find: words(search.find),
    state: words(search.state),
    kind: words(search.kind),
  }),
  component: lazyRouteComponent(() => import("./plugins/PluginsPage"), "PluginsPage"),
});

const plugin = createRoute({
  getParentRoute: () => settings,
  path: "/plugins/$name",
  validateSearch: (search: Record<string, unknown>): { tab?: string; instance?: number; add?: string } => ({
    tab: words(search.tab),
    instance: Number(search.instance) || undefined,
    add: words(search.add),
  }),
  component: lazyRouteComponent(() => import("./plugins/PluginPage"), "PluginPage"),
});

const rules = createRoute({
  getParentRoute: () => settings,
  path: "/rules",
  component: lazyRouteComponent(() => import("./rules/RulesPage"), "RulesPage"),
});

const hours = createRoute({
  getParentRoute: () => settings,
  path: "/hours",
  component: lazyRouteComponent(() => import("./hours/HoursPage"), "HoursPage"),
});

const templates = createRoute({
  getParentRoute: () => settings,
  path: "/templates",
  validateSearch: (search: Record<string, unknown>): { level?: string; find?: string } => ({
    level: words(search.level),
    find: words(search.find),
  }),
  component: lazyRouteComponent(() => import("./templates/TemplatesPage"), "TemplatesPage"),
});

const statuses = createRoute({
  getParentRoute: () => settings,
  path: "/statuses",
  component: lazyRouteComponent(() => import("./statuses/StatusesPage"), "StatusesPage"),
});

const operators = createRoute({
  getParentRoute: () => settings,
  path: "/operators",
  validateSearch: (search: Record<string, unknown>): OperatorSearch => ({
    find: words(search.find),
    role: words(search.role),
    here: search.here === true || undefined,
    operator: search.operator === "new" ? "new" : Number(search.operator) || undefined,
  }),
  component: lazyRouteComponent(() => import("./operators/OperatorsPage"), "OperatorsPage"),
});

const profile = createRoute({
  getParentRoute: () => settings,
  path: "/profile",
  component: lazyRouteComponent(() => import("./profile/ProfilePage"), "ProfilePage"),
});

const company = createRoute({
  getParentRoute: () => settings,
  path: "/company",
  component: lazyRouteComponent(() => import("./company/CompanyPage"), "CompanyPage"),
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: ({ back }: Record<string, unknown>): { back?: string } =>
    // Only into the console: an address given from outside must not lead elsewhere.
    typeof back === "string" && /^\/(chats|settings)[\w/-]*$/.test(back) ? { back } : {},
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
    routeTree: root.addChildren([
      home,
      signedIn.addChildren([
        chats,
        settings.addChildren([contents, plugins, plugin, rules, hours, templates, statuses, operators, profile, company]),
      ]),
      login,
      welcome,
      elsewhere,
    ]),
    context: { cache },
    defaultPreload: false,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
