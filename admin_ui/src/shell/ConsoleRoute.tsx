/** The main screen of whoever is signed in. */
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "../api/queries";
import { Console } from "./Console";
import { SessionProvider } from "./session";

export function ConsoleRoute() {
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  if (me === undefined) return null;
  return (
    <SessionProvider key={me.id} me={me}>
      <Console />
    </SessionProvider>
  );
}
