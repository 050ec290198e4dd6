/** A round face: the photo, else initials on a tint of one's own, else a figure for somebody without a name. */
import { IconUser, IconWorld } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Chosen } from "../api/types";
import css from "./Avatar.module.css";

interface Props {
  id: number;
  name: string | null;
  photo?: string | null;
  size?: 20 | 24 | 28 | 32 | 40 | 44 | 48;
  /** What sits at the lower right edge. */
  mark?: ReactNode;
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .filter((word) => /^[\p{L}\d]/u.test(word))
    .slice(0, 2)
    .map((word) => word.charAt(0).toLocaleUpperCase())
    .join("");

function Inside({ name, photo, size }: Pick<Props, "name" | "photo"> & { size: number }) {
  if (photo) return <img className={css.photo} src={photo} alt="" />;
  const letters = name ? initials(name) : "";
  if (letters === "") return <IconUser size={size >= 40 ? 20 : 14} aria-hidden />;
  return <span aria-hidden>{size < 28 ? letters.charAt(0) : letters}</span>;
}

export function Avatar({ id, name, photo, size = 40, mark }: Props) {
  return (
    <span className={css.avatar} data-size={size} data-tint={id % 4}>
      <Inside name={name} photo={photo} size={size} />
      {mark}
    </span>
  );
}

/** The channel a chat came by. */
export const ChannelMark = () => (
  <span className={css.channel}>
    <IconWorld size={14} aria-hidden />
  </span>
);

/** Presence is a shape first: full means here, dotted means unseen, a ring means away. */
export const Presence = ({ state }: { state: Chosen }) => <span className={css.dot} data-state={state} aria-hidden />;

export const PresenceMark = ({ state }: { state: Chosen }) => (
  <span className={css.presence}>
    <Presence state={state} />
  </span>
);
