/** Where the console begins. */
import "./theme/mantine.css";
import "./theme/tokens.css";
import "./theme/elements.css";
import "./theme/forced.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { whenSignedOut } from "./api/client";
import { createCache, meQuery, setupQuery } from "./api/queries";
import { createConsoleRouter } from "./router";
import { chosenLanguage, preferred, setWords, startWords } from "./texts/i18n";
import { WordsProvider } from "./texts/useTranslation";
import { roleVariables, theme } from "./theme/theme";
import { takeKeyFromAddress } from "./welcome/oneTimeKey";

takeKeyFromAddress();
const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";
const colorSchemes = localStorageColorSchemeManager({ key: "besedka.scheme" });
const cache = createCache();
const router = createConsoleRouter(cache);

// What was being written stays in the browser for whoever signs in again.
whenSignedOut(() => {
  cache.removeQueries({ queryKey: meQuery.queryKey });
  if (/^\/(chats|settings)/.test(location.pathname))
    void router.navigate({ to: "/login", search: { back: location.pathname } });
});

/** What was not chosen here follows the account, then the company. */
function followLanguage(): void {
  cache.getQueryCache().subscribe(({ query, type }) => {
    if (type !== "updated" || (query.queryKey[0] !== "me" && query.queryKey[0] !== "setup")) return;
    const me = cache.getQueryData(meQuery.queryKey);
    const setup = cache.getQueryData(setupQuery.queryKey);
    // Before the first run nobody has chosen the company's language.
    const company = me?.company.language ?? (setup?.needs_owner ? undefined : setup?.language);
    const language = preferred(me?.language ?? chosenLanguage(), company);
    if (language !== document.documentElement.lang) void setWords(language);
  });
}

async function start(): Promise<void> {
  void cache.prefetchQuery(meQuery);
  await startWords(preferred(chosenLanguage()));
  followLanguage();
  createRoot(document.getElementById("root")!).render(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={roleVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
      deduplicateCssVariables={false}
      withGlobalClasses={false}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={cache}>
        <WordsProvider>
          <RouterProvider router={router} />
        </WordsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

void start();
