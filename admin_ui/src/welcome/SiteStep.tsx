/** Step three: the line for one's own pages, what it will look like, and where to go now. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconCircleCheck, IconExternalLink, IconLoader2 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Trans } from "react-i18next";
import { getPlacement, getRows } from "../api/calls";
import type { Me } from "../api/types";
import { CopyButton } from "../shell/CopyButton";
import { Segments } from "../shell/Segments";
import { useTranslation } from "../texts/useTranslation";
import css from "./SiteStep.module.css";
import { SitePreview, type Device } from "./SitePreview";
import { SitesField } from "./SitesField";

const POLL_MS = 5000;

function Snippet({ server }: { server: string }) {
  const src = `${server}/widget.js`;
  return (
    <div className={css.snippet}>
      <code>
        &lt;<em>script</em> async{"\n"} <em>src</em>="{src}"&gt;&lt;/<em>script</em>&gt;
      </code>
      <CopyButton text={`<script async src="${src}"></script>`} />
    </div>
  );
}

/** Somebody has opened a page with the chat: it works. */
function FirstVisit() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ["first visit"],
    queryFn: () => getRows({ view: "all", empty: true, limit: 1 }),
    refetchInterval: ({ state }) => (state.data?.items.length ? false : POLL_MS),
  });
  const seen = (data?.items.length ?? 0) > 0;
  return (
    <span className={css.seen} role="status" data-seen={seen || undefined}>
      {seen ? <IconCircleCheck size={16} aria-hidden /> : <IconLoader2 size={16} aria-hidden />}
      {t(seen ? "first.seen" : "first.waiting")}
    </span>
  );
}

export function SiteStep({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [device, setDevice] = useState<Device>("desktop");
  const { data: placement } = useQuery({ queryKey: ["placement"], queryFn: getPlacement });
  return (
    <>
      <p className={css.say}>
        <Trans i18nKey="first.snippet" components={{ code: <code /> }} />
      </p>
      <Snippet server={placement?.public_url ?? location.origin} />
      {placement && <SitesField placement={placement} />}
      <div className={css.previewHead}>
        <h3>{t("first.preview")}</h3>
        <Segments
          bare
          small
          label={t("first.device")}
          value={device}
          options={[
            { value: "desktop", label: t("first.desktop") },
            { value: "phone", label: t("first.phone") },
          ]}
          change={setDevice}
        />
      </div>
      <SitePreview me={me} placement={placement} device={device} />
      <div className={css.go}>
        <Button component={Link} to="/">
          {t("first.to_chats")}
        </Button>
        <Button
          component="a"
          href="/demo"
          target="_blank"
          variant="subtle"
          rightSection={<IconExternalLink size={16} />}
        >
          {t("first.demo")}
        </Button>
        <FirstVisit />
      </div>
    </>
  );
}
