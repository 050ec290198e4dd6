/** Templates: those of everybody, which administrators write, and one's own. */
import { Button } from "@mantine/core";
import { IconClipboardText, IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Level } from "../api/types";
import list from "../plugins/PluginsPage.module.css";
import { Page } from "../settings/Page";
import { PageFailure } from "../settings/PageFailure";
import { Tabs } from "../settings/Tabs";
import { useRowKeys } from "../settings/useRowKeys";
import { Bone } from "../shell/Bone";
import { SearchField } from "../shell/SearchField";
import { useSession } from "../shell/session";
import { useLater } from "../shell/useLater";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { find, headingsOf, ofLevel } from "./groups";
import { PasteDialog } from "./PasteDialog";
import { TemplateForm } from "./TemplateForm";
import { TemplateRows } from "./TemplateRows";
import css from "./Templates.module.css";
import { useTemplates, type Templates } from "./useTemplates";

const levels: readonly Level[] = ["global", "personal"];
const blank = { title: "", heading: "", text: "" };

function Bones() {
  return (
    <div className={css.card} aria-busy="true">
      {[320, 260, 400, 300].map((width) => (
        <div key={width} className={list.bone}>
          <div>
            <Bone w={width / 2} h={12} />
            <Bone w={width} h={10} />
          </div>
        </div>
      ))}
    </div>
  );
}

interface LevelProps {
  level: Level;
  templates: Templates;
  sought: string;
  seek: (sought: string) => void;
}

function Nothing({ level, mayEdit, add }: { level: Level; mayEdit: boolean; add: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={list.void}>
      <p>{t(mayEdit ? `templates.none.${level}` : "templates.none.to_read")}</p>
      {mayEdit && (
        <Button leftSection={<IconPlus size={16} />} onClick={add}>
          {t("templates.add")}
        </Button>
      )}
    </div>
  );
}

function NothingFound({ sought, reset }: { sought: string; reset: () => void }) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  return (
    <div className={list.void} role="status">
      <p>{t("templates.none_found", { words: quote(sought.trim()) })}</p>
      <Button size="xs" onClick={reset}>
        {t("plugins.reset")}
      </Button>
    </div>
  );
}

/** What is being written now: one of them, a new one, or many. */
type Writing = number | "new" | "many" | null;

function OneLevel({ level, templates, sought, seek }: LevelProps) {
  const { t } = useTranslation();
  const { me } = useSession();
  const [writing, setWriting] = useState<Writing>(null);
  const mayEdit = level === "personal" || me.administrator;
  const all = ofLevel(templates.all, level);
  const close = () => {
    setWriting(null);
    requestAnimationFrame(() => document.getElementById("add-template")?.focus());
  };
  return (
    <>
      <div className={css.bar}>
        <SearchField label={t("templates.find")} value={sought} change={seek} />
        {mayEdit && (
          <>
            <Button leftSection={<IconClipboardText size={16} />} onClick={() => setWriting("many")}>
              {t("templates.many")}
            </Button>
            <Button
              id="add-template"
              variant="filled"
              leftSection={<IconPlus size={16} />}
              onClick={() => setWriting("new")}
            >
              {t("templates.add")}
            </Button>
          </>
        )}
      </div>
      {templates.problem && <PageFailure query={{ error: templates.problem, dataUpdatedAt: 0, refetch: null }} />}
      {writing === "new" && (
        <div className={css.card}>
          <TemplateForm
            fresh
            guarded
            initial={blank}
            headings={headingsOf(all)}
            save={(words) => templates.add(level, [words])}
            close={close}
          />
        </div>
      )}
      {writing === "many" && <PasteDialog close={close} add={(items) => templates.add(level, items)} />}
      {all.length === 0 && writing !== "new" && (
        <Nothing level={level} mayEdit={mayEdit} add={() => setWriting("new")} />
      )}
      {all.length > 0 && find(all, sought).length === 0 && <NothingFound sought={sought} reset={() => seek("")} />}
      {find(all, sought).length > 0 && (
        <TemplateRows
          templates={templates}
          level={level}
          sought={sought}
          mayEdit={mayEdit}
          editing={typeof writing === "number" ? writing : null}
          edit={setWriting}
        />
      )}
    </>
  );
}

export function TemplatesPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const templates = useTemplates();
  const { level: chosen, find: sought = "" } = useSearch({ from: "/signed-in/settings/templates" });
  const navigate = useNavigate();
  const keys = useRowKeys();
  const late = useLater(templates.query.isPending);
  const level = levels.find((one) => one === chosen) ?? (me.administrator ? "global" : "personal");
  const go = (search: { level?: string; find?: string }) =>
    void navigate({ to: "/settings/templates", search, replace: true });
  return (
    <Page title={t("settings.page.templates")} lead={t("templates.lead")}>
      <div ref={keys}>
        <Tabs
          label={t("templates.levels")}
          tabs={levels.map((name) => ({
            name,
            words: t(`templates.level.${name}`),
            count: templates.query.data && ofLevel(templates.all, name).length,
          }))}
          current={level}
          open={(to) => go({ level: to })}
        >
          {templates.query.isPending && late && <Bones />}
          {templates.query.error && <PageFailure query={templates.query} />}
          {templates.query.data && (
            <OneLevel
              key={level}
              level={level}
              templates={templates}
              sought={sought}
              seek={(find) => go({ level, find: find || undefined })}
            />
          )}
        </Tabs>
      </div>
    </Page>
  );
}
