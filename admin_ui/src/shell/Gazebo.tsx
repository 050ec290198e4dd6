/** The garden house, with a cup of tea on the rail. */
export const Gazebo = () => (
  <svg
    width="208"
    height="156"
    viewBox="0 0 208 156"
    fill="none"
    strokeWidth="1.75"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden
  >
    <g stroke="var(--line-strong)">
      <path d="M8 140.5h192" />
      <path d="M20 140c1-12 8-20 17-20s15 8 16 20M158 140c1-9 6-15 12.5-15s11 6 12 15M178 140c2-6 5-9 9-9 4.5 0 7 4 7.5 9" />
    </g>
    <path
      d="M104 14c7 21 30 35 62 40 4 .7 4.5 6 .5 6h-125c-4 0-3.5-5.3.5-6 32-5 55-19 62-40Z"
      fill="var(--accent-soft)"
      stroke="var(--accent)"
    />
    <path d="M104 14V8" stroke="var(--accent)" />
    <circle cx="104" cy="5.5" r="2.5" fill="var(--accent)" />
    <g stroke="var(--accent)">
      <path d="M56 60v80M152 60v80M62 60v80M146 60v80" />
      <path d="M62 68c3-.5 8-3.5 9-8M146 68c-3-.5-8-3.5-9-8" />
      <path d="M62 112h84M62 118h84" />
      <path d="M72 118v22M84 118v22M124 118v22M136 118v22" />
      <path d="M48 140h112M44 146h120" />
    </g>
    <g stroke="var(--text-dim)" transform="translate(0 3.2)">
      <path d="M92 94h20v6a8 8 0 0 1-8 8h-4a8 8 0 0 1-8-8Z" fill="var(--bg)" />
      <path d="M112 96.5h2.5a3.5 3.5 0 0 1 0 7H111" />
      <path d="M98 88c-2.5-3 2.5-5 0-8.5M105 88c-2.5-3 2.5-5 0-8.5" />
    </g>
  </svg>
);
