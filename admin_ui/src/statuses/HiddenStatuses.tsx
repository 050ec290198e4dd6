/** Statuses that only history knows, and the way back. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Status } from "../api/types";
import ask from "../shell/Ask.module.css";
import { Dialog } from "../shell/Dialog";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { Dot } from "./Dot";
import css from "./Statuses.module.css";
import { useStatusName } from "./useStatusName";

interface Props {
  hidden: Status[];
  restore: (status: Status) => Promise<boolean>;
}

export function HiddenStatuses({ hidden, restore }: Props) {
  const { t } = useTranslation();
  const { number, quote } = useFormat();
  const nameOf = useStatusName();
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <button type="button" className={css.link} onClick={open}>
        {t("statuses.hidden", { number: number(hidden.length) })}
      </button>
      <Dialog opened={opened} close={close} label={t("statuses.hidden_title")} place="centre">
        <div className={ask.ask}>
          <h2>{t("statuses.hidden_title")}</h2>
          <ul className={css.hidden}>
            {hidden.map((status) => (
              <li key={status.id}>
                <Dot colour={status.colour} large />
                <span className={css.name}>
                  <bdi title={nameOf(status)}>{nameOf(status)}</bdi>
                  <small>{t(`status.group.${status.group}`)}</small>
                </span>
                <Button
                  size="xs"
                  aria-label={t("statuses.bring_it_back", { name: quote(nameOf(status)) })}
                  onClick={() => void restore(status).then((done) => done && hidden.length === 1 && close())}
                >
                  {t("statuses.bring_back")}
                </Button>
              </li>
            ))}
          </ul>
          <div className={ask.buttons}>
            <Button onClick={close}>{t("close")}</Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
