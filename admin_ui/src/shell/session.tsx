/** Who is signed in, and the live side of the console, for everything below. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import type { Me } from "../api/types";
import { Live } from "../live/live";

const Session = createContext<{ me: Me; live: Live } | null>(null);

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  const cache = useQueryClient();
  const [live] = useState(() => new Live(me, cache));
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);
  return <Session value={{ me, live }}>{children}</Session>;
}

export function useSession() {
  const session = useContext(Session);
  if (session === null) throw new Error("outside of a session");
  return session;
}
