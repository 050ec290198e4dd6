/** A password field with an eye. */
import { useTranslation } from "../texts/useTranslation";
import "./mantine.css";
import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";

const Eye = ({ reveal }: { reveal: boolean }) => (reveal ? <IconEyeOff size={16} /> : <IconEye size={16} />);

export function Password(props: PasswordInputProps) {
  const { t } = useTranslation();
  const [visible, setVisible] = useState(false);
  return (
    <PasswordInput
      aria-invalid={props.error ? true : undefined}
      withAsterisk={false}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleIcon={Eye}
      visibilityToggleButtonProps={{
        "aria-label": t(visible ? "field.hide_password" : "field.show_password"),
        tabIndex: 0,
      }}
      {...props}
    />
  );
}
