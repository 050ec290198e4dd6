// Builds dist/: the demo page, the widget in hashed chunks, and loader.js, a classic script that knows the widget's name.
import { minify } from "terser";
import { build, defineConfig, type InlineConfig, type Plugin, type Rolldown } from "vite";
import { FIELDS, ROLES, shortened } from "./shortening.ts";

const target = ["chrome111", "firefox115", "safari16.4"];
// newer than the above: nothing in the styles has to be rewritten, what these browsers lack is only decoration
const cssTarget = ["chrome123", "firefox120", "safari17.5"];
const hashed = "assets/[name]-[hash].js";

/** Stands in for Preact, which gives the types only: see there. */
const DRAWING = decodeURIComponent(new URL("src/drawing.ts", import.meta.url).pathname);

const quiet: InlineConfig = { configFile: false, logLevel: "warn" };

const fields = shortened(FIELDS);
const roles = shortened(ROLES);

/** Goes over the code that Vite has minified once more: what is called once is put where it is called, and our own fields get short names. */
const packing: Plugin = {
  name: "besedka-packing",
  async generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== "chunk") continue;
      const isWords = /^(en|ru)$/.test(file.name); // and no calls
      const { code } = await minify(file.code, {
        module: true,
        ecma: 2020,
        compress: !isWords && { passes: 3, lhs_constants: false, hoist_funs: true },
        mangle: { properties: { regex: new RegExp(`^(${FIELDS.join("|")})$`) } },
        nameCache: { props: { props: Object.fromEntries([...fields].map(([name, letters]) => [`$${name}`, letters])) } },
      });
      file.code = code ?? file.code;
    }
  },
  // the names of the files are made before that; a chunk must not meet one that was stored when other fields were shortened
  augmentChunkHash: () => FIELDS.join(),
};

/** Shortens what no site sets of the styles. */
const shortRoles: Plugin = {
  name: "besedka-short-roles",
  enforce: "pre",
  transform: (code, id) => (/\.css\?inline$/.test(id) ? code.replace(/(?<=--)[a-z][\w-]+/g, (role) => roles.get(role) ?? role) : undefined),
};

/** Library mode, because it leaves dynamic imports alone; it would leave white space too, so minify says otherwise. */
async function buildWidget(): Promise<string> {
  const result = (await build({
    ...quiet,
    plugins: [packing, shortRoles],
    resolve: { alias: { preact: DRAWING } },
    // the classic transform makes the smaller code
    oxc: { jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" }, jsxInject: 'import { h, Fragment } from "preact"' },
    build: {
      target,
      cssTarget,
      emptyOutDir: false,
      lib: { entry: "src/main.ts", formats: ["es"] },
      rolldownOptions: {
        optimization: { inlineConst: { mode: "all", pass: 3 } }, // names of numbers and codes, not only the short ones
        preserveEntrySignatures: "allow-extension",
        output: {
          // whatever the lazy parts share belongs to it: one request, and better packed
          codeSplitting: { groups: [{ name: "main", test: /src.main/ }] },
          minify: true,
          comments: false,
          entryFileNames: hashed,
          chunkFileNames: hashed,
        },
      },
    },
  })) as Rolldown.RolldownOutput[];
  const entry = result[0]?.output.find((file) => file.type === "chunk" && file.isEntry);
  if (!entry) throw new Error("the widget has no entry");
  return entry.fileName;
}

/** The server looks for this string with just these quotes; the minifier has its own taste. */
function keepQuotes(): Plugin {
  return {
    name: "besedka-keep-quotes",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        const parts = file.code.split(/[`'"]__BESEDKA_CONFIG__[`'"]/);
        if (parts.length !== 2) throw new Error("the place for the settings must be in the loader once");
        file.code = parts.join('"__BESEDKA_CONFIG__"');
      }
    },
  };
}

async function buildLoader(main: string): Promise<void> {
  await build({
    ...quiet,
    plugins: [keepQuotes()],
    define: { MAIN_CHUNK: JSON.stringify(main) },
    build: {
      target,
      cssTarget,
      emptyOutDir: false,
      lib: { entry: "src/loader.ts", formats: ["iife"], name: "besedka", fileName: () => "loader.js" },
    },
  });
}

/** The page is what Vite builds by itself; the widget and the loader follow it. */
function widget(): Plugin {
  return {
    name: "besedka-widget",
    apply: "build",
    async closeBundle() {
      await buildLoader(await buildWidget());
    },
  };
}

export default defineConfig({
  base: "/static/widget/",
  plugins: [widget()],
  build: { target, cssTarget, assetsInlineLimit: 0, modulePreload: false, rolldownOptions: { input: "demo.html" } },
});
