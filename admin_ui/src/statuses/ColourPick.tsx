/** One of the colours that can be told apart in both schemes, each with its name. */
import { Menu } from "@mantine/core";
import type { Colour } from "../api/types";
import { useTranslation } from "../texts/useTranslation";
import { Dot } from "./Dot";
import css from "./Statuses.module.css";

const colours: Colour[] = ["green", "teal", "blue", "violet", "pink", "red", "amber", "grey"];

export function ColourPick({ colour, change }: { colour: Colour; change: (colour: Colour) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-start" width={200}>
      <Menu.Target>
        <button
          type="button"
          className={css.colour}
          aria-label={t("statuses.colour", { name: t(`statuses.colours.${colour}`) })}
        >
          <Dot colour={colour} large />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={colour} onChange={(to) => change(to as Colour)}>
          {colours.map((one) => (
            <Menu.RadioItem key={one} value={one} closeMenuOnClick>
              <span className={css.option}>
                <Dot colour={one} large />
                {t(`statuses.colours.${one}`)}
              </span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
