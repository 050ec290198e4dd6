/** The switch that hides silent visitors. */
import { Switch } from "../shell/Switch";
import { useTranslation } from "../texts/useTranslation";
import { setOnlyWithMessages, useOnlyWithMessages } from "./useScope";

export function OnlyWithMessages() {
  const { t } = useTranslation();
  const on = useOnlyWithMessages();
  return <Switch label={t("list.only_with_messages")} on={on} change={setOnlyWithMessages} />;
}
