/** Toasts, under the head of the conversation. */
import { Button } from "@mantine/core";
import { IconAlertCircle, IconInfoCircle } from "@tabler/icons-react";
import { useStore } from "../state/store";
import { Avatar } from "./Avatar";
import { names } from "./keys";
import css from "./Toasts.module.css";
import { dismiss, toasts, type Toast } from "./tell";

function Slip({ id, text, face, calm, action }: Toast) {
  const Icon = calm ? IconInfoCircle : IconAlertCircle;
  const act = () => {
    dismiss(id);
    action?.run();
  };
  return (
    <div className={css.toast}>
      {face ? <Avatar {...face} size={28} /> : <Icon size={20} className={calm ? css.calm : undefined} aria-hidden />}
      <span className={css.text}>{text}</span>
      {action && (
        <Button size="xs" onClick={act}>
          {action.label}
          {action.undo && <kbd className={css.key}>{names.undo}</kbd>}
        </Button>
      )}
    </div>
  );
}

export function Toasts() {
  const shown = useStore(toasts, (all) => all);
  return (
    <div className={css.region} role="status">
      {shown.map((toast) => (
        <Slip key={toast.id} {...toast} />
      ))}
    </div>
  );
}
