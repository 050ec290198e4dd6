/** The main screen of whoever is signed in. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { meQuery } from "../api/queries";
import { Console } from "./Console";
import { SessionProvider } from "./session";

export function ConsoleRoute() {
  const { data: me } = useQuery(meQuery);
  const navigate = useNavigate();
  const signedOut = useCallback(() => void navigate({ to: "/login", search: { back: location.pathname } }), [navigate]);
  if (me === undefined) return null;
  return (
    <SessionProvider key={me.id} me={me} signedOut={signedOut}>
      <Console />
    </SessionProvider>
  );
}
