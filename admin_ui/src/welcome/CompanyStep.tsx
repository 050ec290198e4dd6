/** Step two: the company, its language and its time. */
import { Button, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconChevronDown } from "@tabler/icons-react";
import { useMemo, useState, type FormEvent } from "react";
import { changeCompany } from "../api/calls";
import { asProblem, type Problem } from "../api/problem";
import { meQuery } from "../api/queries";
import type { Company, Me } from "../api/types";
import { useServerNow } from "../live/clock";
import { Segments } from "../shell/Segments";
import { languages, ownNames, preferred } from "../texts/i18n";
import { useFormat } from "../texts/useFormat";
import { useLanguage } from "../texts/useLanguage";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import css from "./FirstRun.module.css";
import { hereZone, zonesIn } from "./zones";

function NowThere({ zone }: { zone: string }) {
  const { t } = useTranslation();
  const { clockTime } = useFormat();
  const now = useServerNow();
  return <>{t("first.zone_help", { time: clockTime(now, zone) })}</>;
}

type Typed = Omit<Company, "language"> & { language: string | null };

function useCompany(me: Me, done: () => void) {
  const cache = useQueryClient();
  const speaks = useLanguage();
  const given = me.company.name !== "";
  const [typed, setCompany] = useState<Typed>(given ? me.company : { name: "", language: null, zone: hereZone() });
  // Until one chooses it is the console's language, which after a reload is known a moment later than this form.
  const company = { ...typed, language: typed.language ?? speaks };
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (fields: Partial<Typed>) => setCompany((now) => ({ ...now, ...fields }));

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      const stored = await changeCompany({ ...company, language: preferred(company.language) });
      cache.setQueryData<Me>(meQuery.queryKey, (now) => now && { ...now, company: stored });
      done();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }
  return { company, change, problem, busy, submit };
}

export function CompanyStep({ me, done }: { me: Me; done: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useProblemWords();
  const { company, change, problem, busy, submit } = useCompany(me, done);
  const zones = useMemo(() => zonesIn(language, new Date()), [language]);
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className={css.fields}>
        <div className={css.half}>
          <TextInput
            label={t("field.company")}
            description={t("first.company_help")}
            autoComplete="organization"
            maxLength={100}
            required
            withAsterisk={false}
            autoFocus
            value={company.name}
            error={problem?.fields.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        </div>
        <div>
          <Segments
            label={t("field.language")}
            value={company.language}
            options={languages.map((language) => ({ value: language as string, label: ownNames[language] }))}
            change={(language) => change({ language })}
          />
          <p className={css.help}>{t("first.language_help")}</p>
        </div>
        <Select
          label={t("field.zone")}
          description={<NowThere zone={company.zone} />}
          data={zones}
          value={company.zone}
          error={problem?.fields.zone}
          searchable
          allowDeselect={false}
          rightSection={<IconChevronDown size={16} />}
          comboboxProps={{ withinPortal: false, shadow: "none" }}
          nothingFoundMessage={t("first.zone_none")}
          onChange={(zone) => zone && change({ zone })}
        />
      </div>
      <div className={css.go}>
        <Button type="submit" variant="filled" loading={busy}>
          {t("first.continue")}
        </Button>
        {problem && Object.keys(problem.fields).length === 0 && (
          <p className={css.problem} role="alert">
            {words(problem)}
          </p>
        )}
      </div>
    </form>
  );
}
