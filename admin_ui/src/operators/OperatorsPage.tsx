/** Who answers clients, who they are to the company, and how much they have to do. */
import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { IconPlus, IconUserPlus } from "@tabler/icons-react";
import { operatorsQuery } from "../api/queries";
import { Page } from "../settings/Page";
import { PageFailure } from "../settings/PageFailure";
import { useRowKeys } from "../settings/useRowKeys";
import { usePhone } from "../shell/media";
import { useLater } from "../shell/useLater";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { EditOperator, NewOperator } from "./OperatorDrawer";
import { OperatorBones } from "./OperatorBones";
import { OperatorTable } from "./OperatorTable";
import css from "./Operators.module.css";
import { matches, type OperatorSearch, type Present } from "./search";
import { Summary } from "./Summary";
import { Tools } from "./Tools";
import { usePresent } from "./usePresent";

function NothingFound({ find, reset }: { find: string; reset: () => void }) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  return (
    <div className={css.void} role="status">
      <p>{find.trim() === "" ? t("operators.none_so") : t("operators.none_found", { words: quote(find.trim()) })}</p>
      <Button size="xs" onClick={reset}>
        {t("plugins.reset")}
      </Button>
    </div>
  );
}

function Add({ open }: { open: () => void }) {
  const { t } = useTranslation();
  const phone = usePhone();
  if (phone)
    return (
      <ActionIcon id="add-operator" size={44} aria-label={t("operators.add")} onClick={open}>
        <IconPlus size={20} />
      </ActionIcon>
    );
  return (
    <Button id="add-operator" variant="filled" leftSection={<IconUserPlus size={20} />} onClick={open}>
      {t("operators.add")}
    </Button>
  );
}

interface DrawersProps {
  opened: OperatorSearch["operator"];
  operators: Present[];
  limit: number;
  close: (to?: number) => void;
}

function Drawers({ opened, operators, limit, close }: DrawersProps) {
  if (opened === "new") return <NewOperator limit={limit} close={close} />;
  const operator = operators.find(({ id }) => id === opened);
  if (!operator) return null;
  return <EditOperator key={operator.id} operator={operator} operators={operators} limit={limit} close={close} />;
}

export function OperatorsPage() {
  const { t } = useTranslation();
  const query = useQuery(operatorsQuery);
  const operators = usePresent();
  const sought = useSearch({ from: "/signed-in/settings/operators" });
  const navigate = useNavigate();
  const late = useLater(query.isPending);
  const keys = useRowKeys();
  const seek = (to: OperatorSearch) => void navigate({ to: "/settings/operators", search: to, replace: true });
  const open = (operator: OperatorSearch["operator"]) =>
    void navigate({ to: "/settings/operators", search: { ...sought, operator } });
  const shown = operators?.filter((one) => matches(one, sought));
  return (
    <Page title={t("settings.page.operators")} lead={t("operators.lead")} action={<Add open={() => open("new")} />}>
      <div ref={keys}>
        <Summary operators={operators ?? []} />
        <Tools sought={sought} seek={seek} />
        {query.isPending && late && <OperatorBones />}
        {query.error && <PageFailure query={query} />}
        {shown && shown.length > 0 && <OperatorTable rows={shown} limit={query.data?.chat_limit ?? 0} sought={sought} />}
        {shown?.length === 0 && <NothingFound find={sought.find ?? ""} reset={() => seek({})} />}
      </div>
      {operators && query.data && (
        <Drawers
          opened={sought.operator}
          operators={operators}
          limit={query.data.chat_limit}
          close={() => seek({ ...sought, operator: undefined })}
        />
      )}
    </Page>
  );
}
