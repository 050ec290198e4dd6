/** A page of the site: its title, and its address without the scheme. */
import { IconWorldWww } from "@tabler/icons-react";
import type { Page } from "../api/types";
import { bareAddress, isWebAddress } from "./address";
import css from "./Panel.module.css";

export function PageLine({ page: { url, title } }: { page: Page }) {
  const words = (
    <>
      <span className={css.pageTitle}>{title || bareAddress(url)}</span>
      <span className={css.pageUrl}>{bareAddress(url)}</span>
    </>
  );
  return (
    <div className={css.page}>
      <IconWorldWww size={20} aria-hidden />
      {/* The address comes from the visitor's browser: only web ones may be pressed. */}
      {isWebAddress(url) ? (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {words}
        </a>
      ) : (
        <span>{words}</span>
      )}
    </div>
  );
}
