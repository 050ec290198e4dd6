/** The garden house that is also a speech bubble. */
export const Logo = ({ size = 32, title }: { size?: number; title?: string }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 32 32"
    role={title ? "img" : undefined}
    aria-label={title}
    aria-hidden={!title}
  >
    <path
      d="M16 2.5c1.6 4.6 6.4 7.6 12.6 8.7.8.15 1 1.1.3 1.5-.6.35-1.3.5-2 .5H5.1c-.7 0-1.4-.15-2-.5-.7-.4-.5-1.35.3-1.5C9.6 10.1 14.4 7.1 16 2.5Z"
      fill="currentColor"
    />
    <path
      d="M6.5 15.5h19v7.5a3.5 3.5 0 0 1-3.5 3.5H14l-4.3 3.6c-.55.45-1.4.05-1.4-.65V26.3A3.5 3.5 0 0 1 6.5 23.2Z"
      fill="currentColor"
    />
    <g fill="var(--bg-side)">
      <circle cx="11.6" cy="21" r="1.45" />
      <circle cx="16" cy="21" r="1.45" />
      <circle cx="20.4" cy="21" r="1.45" />
    </g>
  </svg>
);
