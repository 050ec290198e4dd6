/** A day of the week: when the company is open on it. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconCopy, IconPlus } from "@tabler/icons-react";
import { useLanguage } from "../texts/useLanguage";
import { useTranslation } from "../texts/useTranslation";
import { dayName } from "./dayName";
import css from "./Hours.module.css";
import { StretchLine } from "./StretchLine";
import type { Week } from "./useWeek";
import { added, copied, days } from "./week";

function CopyMenu({ day, week }: { day: number; week: Week }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = dayName(language, day);
  const copy = (to: readonly number[]) => week.change(copied(week.stretches, day, to));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={28} aria-label={t("hours.copy", { day: name })} title={t("hours.copy", { day: name })}>
          <IconCopy size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => copy([0, 1, 2, 3, 4])}>{t("hours.to_weekdays")}</Menu.Item>
        <Menu.Item onClick={() => copy(days)}>{t("hours.to_all")}</Menu.Item>
        <Menu.Divider />
        {days
          .filter((other) => other !== day)
          .map((other) => (
            <Menu.Item key={other} onClick={() => copy([other])}>
              {dayName(language, other)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function DayRow({ day, week, always }: { day: number; week: Week; always: boolean }) {
  const { t } = useTranslation();
  const name = dayName(useLanguage(), day);
  const own = week.stretches.map((stretch, at) => ({ stretch, at })).filter(({ stretch }) => stretch.day === day);
  return (
    <li className={css.day}>
      <b>{name}</b>
      {own.length > 0 ? (
        <ul className={css.stretches}>
          {own.map(({ stretch, at }) => (
            <StretchLine key={at} stretch={stretch} at={at} week={week} name={name} />
          ))}
        </ul>
      ) : (
        <p className={css.off}>{t(always ? "hours.all_day" : "hours.day_off")}</p>
      )}
      <span className={css.tools}>
        {own.length > 0 && <CopyMenu day={day} week={week} />}
        <ActionIcon
          size={28}
          aria-label={t("hours.add", { day: name })}
          title={t("hours.add", { day: name })}
          onClick={() => week.change(added(week.stretches, day))}
        >
          <IconPlus size={16} />
        </ActionIcon>
      </span>
    </li>
  );
}
