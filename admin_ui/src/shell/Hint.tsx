/** A tooltip that also tells the key. */
import { Tooltip, type TooltipProps } from "@mantine/core";

export function Hint({
  label,
  keys,
  children,
  ...rest
}: { label: string; keys?: string } & Omit<TooltipProps, "label">) {
  const content = (
    <>
      {label}
      {keys && <kbd>{keys}</kbd>}
    </>
  );
  return (
    <Tooltip label={content} {...rest}>
      {children}
    </Tooltip>
  );
}
