/** Asks the company's strategy for the next chat. */
import { Button, type ButtonProps } from "@mantine/core";
import { useTranslation } from "../texts/useTranslation";
import { useNextChat } from "./useNextChat";

export function NextChatButton(props: ButtonProps) {
  const { t } = useTranslation();
  const { asking, ask } = useNextChat();
  return (
    <Button loading={asking} onClick={ask} {...props}>
      {t("next.do")}
    </Button>
  );
}
