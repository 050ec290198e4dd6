/** Keeps the log where it belongs: at the end while one reads the end, in place when older messages load above. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

const AT_END = 40;
const FAR_FROM_END = 200;
const NEAR_START = 300;

interface Marks {
  /** The newest event, the oldest one, and how many messages of mine wait: what may move the view. */
  last: number;
  first: number;
  outgoing: number;
}

const distance = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) => scrollHeight - scrollTop - clientHeight;

/** Opens at the end, or at what is new if that begins higher. */
function openAt(element: HTMLElement): void {
  element.scrollTop = element.scrollHeight;
  const divider = element.querySelector<HTMLElement>("[data-divider]");
  if (divider) element.scrollTop = Math.min(element.scrollTop, divider.offsetTop - 48);
}

export function useLogScroll(box: RefObject<HTMLElement | null>, { last, first, outgoing }: Marks, older: () => void) {
  const state = useRef({ atEnd: true, top: 0, fromEnd: 0, first, outgoing, opened: false });
  const [far, setFar] = useState(false);
  const [seen, setSeen] = useState(last);

  const look = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const left = distance(element);
    // Only scrolling up leaves the end: what grows below while one is there does not.
    state.current.atEnd = left < AT_END || (state.current.atEnd && element.scrollTop >= state.current.top);
    state.current.top = element.scrollTop;
    state.current.fromEnd = element.scrollHeight - element.scrollTop;
    setFar(left > FAR_FROM_END);
    if (left < AT_END) setSeen(last);
    if (element.scrollTop < NEAR_START) older();
  }, [box, last, older]);

  const toEnd = useCallback(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [box]);

  useLayoutEffect(() => {
    const element = box.current;
    const now = state.current;
    if (!element) return;
    if (!now.opened) {
      openAt(element);
      now.atEnd = distance(element) < AT_END;
    } else if (first < now.first) element.scrollTop = element.scrollHeight - now.fromEnd;
    else if (now.atEnd || outgoing > now.outgoing) toEnd();
    Object.assign(now, { first, outgoing, opened: true });
    look();
  }, [box, last, first, outgoing, toEnd, look]);

  // The composer grows, the window shrinks, the first line comes late: the end stays in sight.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => state.current.atEnd && toEnd());
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [box, toEnd]);

  return { look, toEnd, far, seen };
}
