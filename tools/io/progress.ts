const REDRAW_MS = 100;

/** A progress line that redraws itself on a terminal and stays silent elsewhere (a log file, a pipe). */
export interface ProgressLine {
  update(text: string): void;
  /** Removes the line, so that a result can take its place. */
  clear(): void;
}

export function createProgressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  let drawnAt = 0;
  return {
    update(text) {
      const now = performance.now();
      if (!stream.isTTY || now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      stream.write(`\r\x1b[K${text.slice(0, stream.columns - 1)}`);
    },
    clear() {
      if (stream.isTTY && drawnAt > 0) stream.write('\r\x1b[K');
    },
  };
}
