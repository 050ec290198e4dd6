/** One of several ways of working, each told in a card; what cannot be chosen now says why. */
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import type { RuleOption } from "../api/types";
import { fullName } from "../plugins/nameOf";
import { useTranslation } from "../texts/useTranslation";
import css from "./Rules.module.css";

interface Props {
  label: string;
  name: "strategy" | "flow";
  value: number | null;
  options: RuleOption[];
  /** The choice of none of them. */
  nothing: { title: string; help: string } | null;
  choose: (id: number | null) => void;
}

interface CardProps {
  group: Props["name"];
  title: string;
  help: string;
  checked: boolean;
  choose: () => void;
  option?: RuleOption;
}

function Card({ group, title, help, checked, choose, option }: CardProps) {
  const { t } = useTranslation();
  const id = useId();
  const away = option?.available === false;
  const dimmed = away && !checked;
  const toPlugin = away ? "rules.to_plugin" : "rules.settings";
  return (
    <div className={css.card} data-checked={checked || undefined} data-dimmed={dimmed || undefined}>
      <label htmlFor={id}>
        <input
          id={id}
          type="radio"
          name={group}
          checked={checked}
          aria-disabled={dimmed || undefined}
          aria-describedby={`${id}-words${away ? ` ${id}-why` : ""}`}
          onChange={() => !dimmed && choose()}
        />
        <span className={css.title}>{title}</span>
      </label>
      <p id={`${id}-words`} className={css.help}>
        {help}
      </p>
      {away && (
        <span id={`${id}-why`} className={css.reason}>
          {t(checked ? `rules.${group}.away` : "rules.unavailable")}
        </span>
      )}
      {option?.plugin && (
        <Link
          to="/settings/plugins/$name"
          params={{ name: option.plugin }}
          search={{ tab: "instances", instance: option.id }}
          aria-label={`${t(toPlugin)}: ${title}`}
          className={css.link}
        >
          {t(toPlugin)}
        </Link>
      )}
    </div>
  );
}

export function OptionCards({ label, name, value, options, nothing, choose }: Props) {
  return (
    <div role="radiogroup" aria-label={label} className={css.cards}>
      {options.map((option) => (
        <Card
          key={option.id}
          group={name}
          title={fullName(option.name, option)}
          help={option.description}
          checked={value === option.id}
          choose={() => choose(option.id)}
          option={option}
        />
      ))}
      {nothing && (
        <Card
          group={name}
          title={nothing.title}
          help={nothing.help}
          checked={value === null}
          choose={() => choose(null)}
        />
      )}
    </div>
  );
}
