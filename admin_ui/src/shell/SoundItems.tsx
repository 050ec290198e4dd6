/** When the console may be heard. */
import { Menu } from "@mantine/core";
import { useTranslation } from "../texts/useTranslation";
import { kinds, useWanted, want } from "./sounds";
import { Switch } from "./Switch";
import { useDesk } from "./useDesk";

function useOffered() {
  const { queue } = useDesk();
  return kinds.filter((kind) => kind !== "queue" || queue !== "hidden");
}

export function SoundItems() {
  const { t } = useTranslation();
  const wanted = useWanted();
  return useOffered().map((kind) => (
    <Menu.CheckboxItem
      key={kind}
      checked={wanted[kind]}
      closeMenuOnClick={false}
      onChange={(on) => want(kind, on)}
    >
      {t(`sound.${kind}`)}
    </Menu.CheckboxItem>
  ));
}

/** The same on a phone. */
export function SoundSwitches() {
  const { t } = useTranslation();
  const wanted = useWanted();
  return useOffered().map((kind) => (
    <Switch key={kind} label={t(`sound.${kind}`)} on={wanted[kind]} change={(on) => want(kind, on)} />
  ));
}
