/** The edge of the list, to be dragged or moved with the arrow keys. */
import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "../texts/useTranslation";
import css from "./ColumnEdge.module.css";
import { narrowest, setListWidth, useListWidth, widest } from "./listWidth";

const STEP = 20;

export function ColumnEdge() {
  const { t } = useTranslation();
  const width = useListWidth();
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const edge = event.currentTarget;
    const left = edge.parentElement?.getBoundingClientRect().left ?? 0;
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = ({ clientX }) => setListWidth(clientX - left);
    edge.onlostpointercapture = () => {
      edge.onpointermove = null;
    };
  };
  const press = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    setListWidth(width + by);
  };
  return (
    <div
      className={css.edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={t("list.width")}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={press}
    />
  );
}
