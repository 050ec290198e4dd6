/** A chat that is no longer mine to see, as far as it is known. Pure. */
import type { Face, Row } from "../api/types";

/** Whose it is now, and nothing that still goes on: no more is heard of it. */
export const lostRow = (row: Row, holder: Face | null): Row => ({
  ...row,
  state: holder === null ? row.state : "in_progress",
  operator: holder,
  waiting_since: null,
  due_at: null,
  due_since: null,
  due_title: null,
  overdue_since: null,
  online: false,
});
