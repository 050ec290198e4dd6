// An operator's face: the photo, or the first letter on a tint while there is none.
import type { Author, Operator } from "../wire";
import { scene } from "./scene";

interface Props {
  person: Pick<Author, "id" | "name" | "photo">;
  presence?: Operator["state"];
}

export function Face({ person, presence }: Props) {
  const { client } = scene;
  const { id, name, photo } = person;
  return (
    <span class={`face tint${(id ?? 0) % 3} ${presence ?? ""}`} aria-hidden="true">
      {Array.from((name ?? "").trim())[0]?.toUpperCase()}
      {photo && <img src={client.address(photo)} alt="" />}
    </span>
  );
}

export function Faces({ people }: { people: Operator[] }) {
  return (
    <span class="faces">
      {people.slice(0, 3).map((person) => (
        <Face key={person.id} person={person} />
      ))}
    </span>
  );
}
