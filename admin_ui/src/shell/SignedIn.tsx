/** Whoever is signed in, and everything that is theirs. */
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { meQuery } from "../api/queries";
import { SessionProvider } from "./session";
import css from "./SignedIn.module.css";
import { TroubleStrip } from "./TroubleStrip";

export function SignedIn() {
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  if (me === undefined) return null;
  return (
    <SessionProvider key={me.id} me={me}>
      <div className={css.whole}>
        <TroubleStrip />
        <Outlet />
      </div>
    </SessionProvider>
  );
}
