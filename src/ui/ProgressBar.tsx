interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1. */
  readonly fraction: number;
}

export function ProgressBar({ label, fraction }: ProgressBarProps) {
  const percent = Math.round(fraction * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-1.5 w-full overflow-hidden rounded-full bg-line"
    >
      <div
        className="h-full origin-left rounded-full bg-accent transition-transform duration-200"
        style={{ transform: `scaleX(${fraction})` }}
      />
    </div>
  );
}
