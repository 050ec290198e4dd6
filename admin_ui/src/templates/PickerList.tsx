/** The templates that fit what was typed after "/", over the field. */
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Marked } from "../search/Marked";
import { useTranslation } from "../texts/useTranslation";
import words from "../theme/words.module.css";
import { nameOf, type Found } from "./groups";
import css from "./PickerList.module.css";
import type { Picker } from "./usePicker";

/** Neighbours under one heading of one level. */
function sections(found: readonly Found[]): { key: string; heading: string; items: Found[] }[] {
  const out: { key: string; heading: string; items: Found[] }[] = [];
  for (const one of found) {
    const { id, level, heading } = one.template;
    const last = out.at(-1)?.items[0]?.template;
    if (last && last.level === level && last.heading === heading) out.at(-1)!.items.push(one);
    else out.push({ key: `${id}`, heading, items: [one] });
  }
  return out;
}

function Option({ found: { template, name, text, heading }, picker }: { found: Found; picker: Picker }) {
  const element = useRef<HTMLDivElement>(null);
  const active = picker.active === template.id;
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={element}
      id={picker.option(template.id)}
      className={css.option}
      role="option"
      aria-selected={active}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => picker.choose(template)}
    >
      <span className={css.name} dir="auto">
        <Marked text={nameOf(template)} spans={name} />
      </span>
      {template.title !== "" && (
        <span className={css.text} dir="auto">
          <Marked text={template.text} spans={text} />
        </span>
      )}
      {picker.seeking && template.heading !== "" && (
        <span className={css.under} dir="auto">
          <Marked text={template.heading} spans={heading} />
        </span>
      )}
    </div>
  );
}

function Foot() {
  const { t } = useTranslation();
  return (
    <p className={css.foot}>
      <span aria-hidden>
        <kbd>↑</kbd> <kbd>↓</kbd> {t("templates.choose")}
      </span>
      <span aria-hidden>
        <kbd>Enter</kbd> {t("templates.put")}
      </span>
      <Link to="/settings/templates" className={css.link}>
        {t("templates.open_page")}
      </Link>
    </p>
  );
}

export function PickerList({ picker }: { picker: Picker }) {
  const { t } = useTranslation();
  const { found, none, seeking } = picker;
  const parts = seeking ? [{ key: "found", heading: "", items: found }] : sections(found);
  return (
    <>
      <p className={words.unseen} role="status">
        {found.length > 0 && t("templates.found", { count: found.length })}
        {none && t("templates.nothing_yet")}
      </p>
      {(found.length > 0 || none) && (
        <div className={css.over}>
          {none && <p className={css.none}>{t("templates.nothing_yet")}</p>}
          {found.length > 0 && (
            <div className={css.list} id={picker.list} role="listbox" aria-label={t("templates.list")}>
              {parts.map(({ key, heading, items }) => (
                <div key={key} role="group" aria-label={heading || t("templates.list")}>
                  {heading !== "" && (
                    <p className={css.heading} dir="auto" aria-hidden>
                      {heading}
                    </p>
                  )}
                  {items.map((one) => (
                    <Option key={one.template.id} found={one} picker={picker} />
                  ))}
                </div>
              ))}
            </div>
          )}
          <Foot />
        </div>
      )}
    </>
  );
}
