/** The Mantine theme: its colours, sizes and defaults come from the roles of tokens.css. */
import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { createElement } from "react";
import parts from "./parts.module.css";

const ramp = (name: string) =>
  Array.from({ length: 10 }, (_, step) => `var(--${name}-${step})`) as unknown as MantineColorsTuple;

const night: MantineColorsTuple = [
  "#E9EAE4",
  "#C8CABF",
  "#A6A99F",
  "#8C8F85",
  "#3A3D37",
  "#2B2D29",
  "#222420",
  "#191A18",
  "#131412",
  "#0D0E0C",
];

const edge = (colour: string) => `1px solid ${colour}`;

const variants: VariantColorsResolver = ({ variant }) => {
  if (variant === "filled")
    return {
      background: "var(--accent)",
      hover: "var(--accent-hover)",
      color: "var(--on-accent)",
      border: edge("transparent"),
    };
  if (variant === "subtle")
    return { background: "transparent", hover: "var(--bg-hover)", color: "var(--text)", border: edge("transparent") };
  return {
    background: "var(--bg)",
    hover: "var(--bg-hover)",
    color: "var(--text)",
    border: edge("var(--line-strong)"),
  };
};

export const roleVariables: CSSVariablesResolver = () => {
  const roles = {
    "--mantine-color-text": "var(--text)",
    "--mantine-color-body": "var(--bg)",
    "--mantine-color-error": "var(--danger)",
    "--mantine-color-placeholder": "var(--text-dim)",
    "--mantine-color-anchor": "var(--accent-text)",
    "--mantine-color-default": "var(--bg)",
    "--mantine-color-default-hover": "var(--bg-hover)",
    "--mantine-color-default-color": "var(--text)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-dimmed": "var(--text-dim)",
    "--mantine-primary-color-filled": "var(--accent)",
    "--mantine-primary-color-filled-hover": "var(--accent-hover)",
    "--mantine-primary-color-contrast": "var(--on-accent)",
  };
  return { variables: {}, light: roles, dark: roles };
};

export const theme = createTheme({
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--mono)",
  colors: { gray: ramp("stone"), pine: ramp("pine"), dark: night },
  primaryColor: "pine",
  variantColorResolver: variants,
  focusRing: "never", // elements.css draws the one ring of the product
  respectReducedMotion: true,
  cursorType: "pointer",
  defaultRadius: "md",
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "24px", xl: "28px" },
  fontWeights: { regular: "400", medium: "500", bold: "600" },
  // Named rather than extended: so the parts of forms stay out of the main screen.
  components: {
    Button: {
      defaultProps: { variant: "default", size: "sm" },
      classNames: { root: parts.button, section: parts.buttonSection },
    },
    ActionIcon: { defaultProps: { variant: "subtle", size: 36 }, classNames: { root: parts.icon } },
    Tooltip: {
      defaultProps: { openDelay: 400, offset: 6, zIndex: 400, events: { hover: true, focus: true, touch: false } },
      classNames: { tooltip: parts.tip },
    },
    Menu: {
      defaultProps: {
        shadow: "none",
        withinPortal: false, // so that it belongs to its landmark
        withInitialFocusPlaceholder: false,
        offset: 4,
        transitionProps: { duration: 120, transition: "fade" },
        alignItemsLabels: "none",
        checkIcon: createElement(IconCheck, { size: 16 }),
      },
      classNames: {
        dropdown: parts.menu,
        item: parts.menuItem,
        itemSection: parts.menuSection,
        itemIndicator: parts.menuMark,
        label: parts.menuLabel,
        divider: parts.menuLine,
      },
    },
    Input: { classNames: { input: parts.input } },
    InputWrapper: {
      classNames: { label: parts.label, description: parts.help, error: parts.problem },
      defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] },
    },
    Select: { classNames: { dropdown: parts.menu, option: parts.option } },
  },
});
