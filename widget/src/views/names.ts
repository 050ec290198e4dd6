// Who speaks with the visitor.
import { holder } from "../chatlog";
import { activeLog, type State } from "../state";
import type { Speech } from "../texts";
import type { Author, Operator, Person } from "../wire";

/** Who holds the conversation, as now known: presence brings newer names and photos than the event did. */
export function currentHolder(state: State): { person: Person; presence?: Operator["state"] } | null {
  const taken = holder(activeLog(state));
  const known = state.config?.operators.find((operator) => operator.id === taken?.id);
  if (known) return { person: known, presence: known.state };
  return taken && { person: taken, presence: "offline" };
}

/** Who a message is from; what is sent automatically is the company's. */
export function authorOf({ type, id, name, photo }: Author, state: State, say: Speech): Author & { name: string } {
  return { type, id, photo, name: (type === "system" ? state.config?.company : name) ?? say.operator };
}

export function operatorName(state: State, say: Speech): string {
  return currentHolder(state)?.person.name ?? say.operator;
}
