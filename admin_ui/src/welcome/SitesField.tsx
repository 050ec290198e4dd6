/** The addresses of the sites on which the chat may stand. */
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconCheck } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { changePlacement } from "../api/calls";
import { asProblem } from "../api/problem";
import type { Placement } from "../api/types";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import css from "./SiteStep.module.css";
import { originsOf } from "./sites";

export function SitesField({ placement }: { placement: Placement }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const cache = useQueryClient();
  const [text, setText] = useState(placement.sites.join(", "));
  const [wrong, setWrong] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (sites: string[]) => changePlacement({ sites }),
    onSuccess: (stored) => {
      cache.setQueryData(["placement"], stored);
      setText(stored.sites.join(", "));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { origins, wrong } = originsOf(text);
    setWrong(wrong);
    if (wrong === null) save.mutate(origins);
  };
  const problem =
    wrong !== null ? t("first.sites_wrong", { word: wrong }) : save.error ? words(asProblem(save.error)) : undefined;
  return (
    <form onSubmit={submit}>
      <div className={css.sites}>
        <TextInput
          label={t("first.sites")}
          placeholder="https://shop.example"
          value={text}
          inputMode="url"
          autoCapitalize="off"
          spellCheck={false}
          onChange={({ target }) => {
            setText(target.value);
            save.reset();
          }}
          aria-invalid={problem !== undefined}
          aria-describedby="sites-help"
        />
        <Button type="submit" loading={save.isPending}>
          {t("save")}
        </Button>
      </div>
      <p
        id="sites-help"
        className={css.help}
        role={problem ? "alert" : undefined}
        data-problem={problem ? true : undefined}
      >
        {save.isSuccess && !problem ? (
          <span className={css.saved}>
            <IconCheck size={16} aria-hidden />
            {t("saved")}
          </span>
        ) : (
          (problem ?? t("first.sites_help"))
        )}
      </p>
    </form>
  );
}
