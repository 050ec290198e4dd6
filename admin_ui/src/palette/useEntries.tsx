/** Everything that the palette can find: actions of what is on the screen and of the console, chats, templates. */
import { useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconKeyboard, IconLogout, IconMoonStars, IconSettings, IconTemplate } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { templatesQuery } from "../api/settingsQueries";
import { usePages } from "../settings/pages";
import { schemes } from "../shell/AccountMenu";
import { Presence } from "../shell/Avatar";
import { showKeys } from "../shell/KeysDialog";
import { names } from "../shell/keys";
import { useGo } from "../shell/place";
import { useSignOut } from "../shell/useAccount";
import { useViews } from "../shell/useDesk";
import { presences, usePresence } from "../shell/usePresence";
import { viewIcons } from "../shell/Views";
import { nameOf } from "../templates/groups";
import { inOrder } from "../templates/usePicker";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import type { Entry, GroupName } from "./hits";
import { offersNow, writerNow, type Offer } from "./offers";
import { useChatChoices } from "./useChatChoices";

export interface Choice extends Entry {
  mark: ReactNode;
  keys?: string;
  run: () => void;
}

const asChoice = ({ about = "", Icon, ...offer }: Offer): Choice => ({
  ...offer,
  about,
  mark: <Icon size={20} aria-hidden />,
});

function useOfConsole(): Choice[] {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const go = useGo();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { choose } = usePresence();
  const { setColorScheme } = useMantineColorScheme();
  const pages = usePages();
  const views = useViews();
  const offers: Offer[] = [
    ...views.map((view, index) => ({
      id: `view.${view}`,
      title: t("palette.to_view", { name: quote(t(`view.${view}`)) }),
      keys: names.view(index),
      Icon: viewIcons[view],
      run: () => go({ view, chat: null }),
    })),
    ...pages.map((page) => ({
      id: `page.${page.name}`,
      title: t(`settings.page.${page.name}`),
      about: t("rail.settings"),
      Icon: IconSettings,
      run: () => void navigate({ to: page.to }),
    })),
    ...schemes.map((scheme) => ({
      id: `theme.${scheme}`,
      title: t(`theme.${scheme}`),
      about: t("account.theme"),
      Icon: IconMoonStars,
      run: () => setColorScheme(scheme),
    })),
    { id: "keys", title: t("keys.title"), keys: names.help, Icon: IconKeyboard, run: showKeys },
    { id: "out", title: t("account.sign_out"), Icon: IconLogout, run: signOut },
  ];
  const present = presences.map((state) => ({
    id: `presence.${state}`,
    title: t(`presence.${state}`),
    about: t("palette.presence"),
    mark: <Presence state={state} />,
    run: () => choose(state),
  }));
  return [...offers.map(asChoice), ...present];
}

function useTemplateChoices(): Choice[] {
  const write = writerNow();
  const { data } = useQuery({ ...templatesQuery, enabled: write !== null });
  if (write === null || data === undefined) return [];
  return inOrder(data.items).map((template) => ({
    id: `template.${template.id}`,
    title: nameOf(template),
    about: template.title === "" ? "" : template.text,
    keys: names.template,
    mark: <IconTemplate size={20} aria-hidden />,
    run: () => write(template.text),
  }));
}

export function useEntries(sought: string): Record<GroupName, Choice[]> {
  const ofConsole = useOfConsole();
  return {
    actions: [...offersNow().map(asChoice), ...ofConsole],
    chats: useChatChoices(sought),
    templates: useTemplateChoices(),
  };
}
