/** How the console is built, and where `vite dev` finds the server. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = "http://127.0.0.1:8000";

export default defineConfig(({ command }) => ({
  base: command === "build" ? "/static/console/" : "/",
  plugins: [react()],
  build: {
    target: "es2022",
    // The content security policy allows fonts and styles from our own address only, so nothing is inlined.
    assetsInlineLimit: 0,
    // One file for all that comes first: twenty small ones cost a slow machine more than they save anybody.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
    chunkSizeWarningLimit: 900, // kB before compression; the budget is 300 kB gzipped
  },
  server: {
    proxy: {
      "/api": server,
      "/ws": { target: server, ws: true },
    },
  },
}));
