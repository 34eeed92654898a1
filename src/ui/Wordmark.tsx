export const Wordmark = () => (
  <span className="flex shrink-0 items-center gap-2.5 font-semibold tracking-tight">
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-7">
      <path
        className="fill-accent"
        d="M4 13V5.2c0-1.1 1.2-1.7 2.1-1.1l5.6 4a14 14 0 0 1 8.6 0l5.6-4c.9-.6 2.1 0 2.1 1.1V17c0 6.6-5.4 11-12 11S4 23.6 4 17z"
      />
      <ellipse className="fill-ground" cx="11.3" cy="16.5" rx="1.9" ry="2.9" />
      <ellipse className="fill-ground" cx="20.7" cy="16.5" rx="1.9" ry="2.9" />
    </svg>
    <span className="max-[26rem]:sr-only">Alae Studio</span>
  </span>
);
