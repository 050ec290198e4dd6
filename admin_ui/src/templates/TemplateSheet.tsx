/** On a phone: all templates, to be searched in and tapped. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { templatesQuery } from "../api/settingsQueries";
import { Marked } from "../search/Marked";
import { Failure } from "../shell/Failure";
import { SearchField } from "../shell/SearchField";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { find, nameOf, type Found } from "./groups";
import css from "./TemplateSheet.module.css";
import { inOrder } from "./usePicker";

function Row({ found: { template, name, text }, choose }: { found: Found; choose: (text: string) => void }) {
  return (
    <li>
      <button type="button" className={css.row} onClick={() => choose(template.text)} dir="auto">
        <b>
          <Marked text={nameOf(template)} spans={name} />
        </b>
        {template.title !== "" && (
          <span>
            <Marked text={template.text} spans={text} />
          </span>
        )}
        {template.heading !== "" && <small>{template.heading}</small>}
      </button>
    </li>
  );
}

export default function TemplateSheet({ choose }: { choose: (text: string) => void }) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const [sought, setSought] = useState("");
  const { data, error, refetch } = useQuery(templatesQuery);
  const found = find(inOrder(data?.items ?? []), sought);
  return (
    <div className={css.sheet}>
      <SearchField label={t("templates.find")} value={sought} change={setSought} />
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data && found.length === 0 && (
        <p className={css.none} role="status">
          {sought.trim() === ""
            ? t("templates.nothing_yet")
            : t("templates.none_found", { words: quote(sought.trim()) })}
        </p>
      )}
      <ul className={css.rows}>
        {found.map((one) => (
          <Row key={one.template.id} found={one} choose={choose} />
        ))}
      </ul>
      <Link to="/settings/templates" className={css.link}>
        {t("templates.open_page")}
      </Link>
    </div>
  );
}
