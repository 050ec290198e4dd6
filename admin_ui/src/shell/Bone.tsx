/** A grey place for what will load, of its true size. */
import css from "./Bone.module.css";

interface Props {
  w: number;
  h: number;
  shape?: "line" | "round" | "bubble" | "control";
}

export const Bone = ({ w, h, shape = "line" }: Props) => (
  <span className={css.bone} data-shape={shape} style={{ width: w, height: h }} aria-hidden />
);
