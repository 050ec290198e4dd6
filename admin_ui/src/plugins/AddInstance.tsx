/** Opens the form of a new instance; where there are several kinds of them, asks which. */
import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { PluginPage } from "../api/types";
import { useTranslation } from "../texts/useTranslation";

/** Providers of which there may be one more. */
export const addable = ({ providers, instances }: PluginPage) =>
  providers.filter(({ name, several }) => several || !instances.some(({ provider }) => provider === name));

export function AddInstance({ page }: { page: PluginPage }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const choices = addable(page);
  const open = (add: string) =>
    void navigate({
      to: "/settings/plugins/$name",
      params: { name: page.plugin.name },
      search: { tab: "instances", add },
    });
  const [only, second] = choices;
  if (only === undefined) return null;
  const icon = <IconPlus size={16} />;
  if (second === undefined)
    return (
      <Button size="xs" leftSection={icon} onClick={() => open(only.name)}>
        {t("plugins.add")}
      </Button>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" leftSection={icon}>
          {t("plugins.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ name, title }) => (
          <Menu.Item key={name} onClick={() => open(name)}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
