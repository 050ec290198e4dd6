/** To whom the chat goes, with a word for them. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconAlertTriangle, IconSearch } from "@tabler/icons-react";
import { useId, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { colleaguesQuery } from "../api/queries";
import type { Colleague, Row } from "../api/types";
import { Avatar, PresenceMark } from "../shell/Avatar";
import { Failure } from "../shell/Failure";
import { useSession } from "../shell/session";
import { useTranslation } from "../texts/useTranslation";
import { candidates, hideTransfer, warningOf } from "./transfer";
import css from "./TransferForm.module.css";
import { useMoves } from "./useMoves";

const MAX_NOTE = 1000;

function Load({ colleague: { state, chats, limit } }: { colleague: Colleague }) {
  const { t } = useTranslation();
  const load = t("transfer.load", { count: chats, limit });
  return <span className={css.load}>{state === "online" ? load : `${t(`presence.${state}`)} · ${load}`}</span>;
}

function Warned({ chosen }: { chosen: Colleague | undefined }) {
  const { t } = useTranslation();
  const warning = chosen ? warningOf(chosen) : null;
  return (
    <p className={css.warning} role="status">
      {chosen && warning && (
        <>
          <IconAlertTriangle size={16} aria-hidden />
          {t(`transfer.warn.${warning}`, { name: chosen.name, limit: chosen.limit })}
        </>
      )}
    </p>
  );
}

/** One of the found is active: by the arrows, else the first. */
function useChoice(found: Colleague[]) {
  const [id, setId] = useState<number | null>(null);
  const at = Math.max(0, found.findIndex((one) => one.id === id));
  const step = (by: number) => setId(found[(at + by + found.length) % found.length]?.id ?? null);
  return { chosen: found[at], choose: setId, step };
}

interface ListProps {
  id: string;
  found: Colleague[];
  chosen: Colleague | undefined;
  choose: (id: number) => void;
}

function People({ id, found, chosen, choose }: ListProps) {
  const { t } = useTranslation();
  const { me } = useSession();
  return (
    <ul id={id} className={css.people} role="listbox" aria-label={t("transfer.people")}>
      {found.map((one) => (
        <li
          key={one.id}
          id={`${id}-${one.id}`}
          role="option"
          aria-selected={one === chosen}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(one.id)}
        >
          <Avatar id={one.id} name={one.name} photo={one.photo} size={28} mark={<PresenceMark state={one.state} />} />
          <span className={css.name}>{one.id === me.id ? t("transfer.me") : one.name}</span>
          <Load colleague={one} />
        </li>
      ))}
    </ul>
  );
}

export function TransferForm({ row }: { row: Row }) {
  const { t } = useTranslation();
  const list = useId();
  const { transfer } = useMoves();
  const { data, error, refetch } = useQuery(colleaguesQuery);
  const [words, setWords] = useState("");
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const found = candidates(data ?? [], row, words);
  const { chosen, choose, step } = useChoice(found);

  const walk = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (by !== undefined) step(by);
    else if (chosen) noteField.current?.focus();
  };
  const hand = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!chosen || busy) return;
    setBusy(true);
    if (await transfer(row, { id: chosen.id, name: chosen.name, photo: chosen.photo }, note)) hideTransfer();
    else setBusy(false);
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void hand();
  };

  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <form className={css.form} onSubmit={(event) => void hand(event)} aria-label={t("transfer.title")}>
      <h3>{t("transfer.title")}</h3>
      <label className={css.search}>
        <IconSearch size={16} aria-hidden />
        <input
          data-autofocus
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={chosen && `${list}-${chosen.id}`}
          aria-label={t("transfer.whom")}
          placeholder={t("transfer.whom")}
          value={words}
          onChange={({ target }) => setWords(target.value)}
          onKeyDown={walk}
        />
      </label>
      <People id={list} found={found} chosen={chosen} choose={choose} />
      {data && found.length === 0 && <p className={css.none}>{t(words ? "transfer.none_so" : "transfer.none")}</p>}
      <textarea
        ref={noteField}
        rows={2}
        maxLength={MAX_NOTE}
        aria-label={t("transfer.note")}
        placeholder={t("transfer.note")}
        value={note}
        onChange={({ target }) => setNote(target.value)}
        onKeyDown={enter}
      />
      <Warned chosen={chosen} />
      <div className={css.buttons}>
        <Button type="submit" variant="filled" className={css.do} disabled={!chosen} loading={busy}>
          {t("transfer.do")}
        </Button>
        <Button onClick={hideTransfer}>{t("transfer.cancel")}</Button>
      </div>
    </form>
  );
}
