/** Copies a text and says that it did. */
import { ActionIcon, Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "../texts/useTranslation";
import { copy } from "./copy";

const SAID_MS = 2000;

export function CopyButton({ text, icon }: { text: string; icon?: boolean }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const act = () => void copy(text).then(setCopied);
  const Icon = copied ? IconCheck : IconCopy;
  const label = t(copied ? "copied" : "copy");
  if (icon)
    return (
      <ActionIcon size={28} aria-label={label} onClick={act}>
        <Icon size={16} />
      </ActionIcon>
    );
  return (
    <Button size="xs" variant="filled" leftSection={<Icon size={16} />} onClick={act}>
      {label}
    </Button>
  );
}
