// One icon, drawn from its path.

export function Icon({ path, kind = "" }: { path: string; kind?: string }) {
  return (
    <svg class={`i ${kind}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
