import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EXIT_INTERRUPTED, EXIT_USER_ERROR, UserError } from '../io/userError.ts';
import { checkpointNames } from '../run/checkpoint.ts';
import { OPTIONS_FILE } from '../run/runDirectory.ts';
import type { SittingOptions } from './sitting.ts';

/** Time for a driver to come to itself. */
const PAUSE_MS = 1000;

/**
 * Trains in a process of its own, and starts it again from the last checkpoint when it dies: of a lost graphics device, a
 * driver that crashes, too little memory. What the user must mend is not tried again, nor is what they stopped.
 * @param args of this program, which the training process gets too
 * @throws UserError when it has died more than `restarts` times without a new checkpoint in between
 */
export async function superviseTraining(
  { out, minutes, restarts }: Pick<SittingOptions, 'out' | 'minutes'> & { readonly restarts: number },
  args: readonly string[],
): Promise<void> {
  const startedMs = performance.now();
  const stop = passOnInterrupts();
  try {
    let restartArgs: string[] = [];
    for (let deaths = 0; ; ) {
      const before = await newestCheckpoint(out);
      const end = await stop.whileRunning(startTraining([...args, ...restartArgs, '--supervised']));
      if (end.code === 0) return;
      if (stop.isRequested() || end.code === EXIT_USER_ERROR || end.code === EXIT_INTERRUPTED) {
        process.exitCode = end.code ?? EXIT_INTERRUPTED;
        return;
      }
      const newest = await newestCheckpoint(out);
      deaths = newest === before ? deaths + 1 : 1;
      const how = end.signal ? `was ended by ${end.signal}` : `ended with code ${end.code}`;
      if (deaths > restarts) {
        throw new UserError(
          `The training process ${how}, ${deaths} ${deaths === 1 ? 'time' : 'times'} without a new checkpoint in between: ` +
            'try another --engine or --device, or a smaller batchSizePerLod, and --resume.',
        );
      }
      const minutesLeft = minutes === undefined ? undefined : minutes - (performance.now() - startedMs) / 60_000;
      if (minutesLeft !== undefined && minutesLeft <= 0) return;
      process.stdout.write(
        `The training process ${how}; it goes on from ${newest ? 'the last checkpoint' : 'the beginning'} ` +
          `(${deaths} of at most ${restarts} times without progress).\n`,
      );
      restartArgs = [
        // With the options that it began with, whatever has become of the configuration's file.
        ...(newest ? ['--resume', '--config', path.join(out, OPTIONS_FILE)] : []),
        ...(minutesLeft === undefined ? [] : ['--minutes', String(minutesLeft)]),
      ];
      await setTimeout(PAUSE_MS);
      if (stop.isRequested()) return;
    }
  } finally {
    stop.release();
  }
}

const newestCheckpoint = async (run: string): Promise<string | undefined> => (await checkpointNames(run)).at(-1);

/** This program once more, with a channel through which it is asked to stop, and which closes when this one dies. */
const startTraining = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });

interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The first Ctrl-C is passed on as a request to stop; a second one ends the training process at once. */
function passOnInterrupts() {
  let isRequested = false;
  let child: ChildProcess | undefined;
  const onInterrupt = () => {
    if (isRequested) {
      child?.kill('SIGKILL'); // checkpoints are whole at any moment
      process.exit(EXIT_INTERRUPTED);
    }
    isRequested = true;
    if (child?.connected) child.send('stop');
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onInterrupt);
  return {
    isRequested: () => isRequested,
    whileRunning: (running: ChildProcess) => {
      child = running;
      return new Promise<ProcessEnd>((resolve, reject) => {
        running.on('error', reject);
        running.on('exit', (code, signal) => {
          child = undefined;
          resolve({ code, signal });
        });
      });
    },
    release: () => {
      for (const signal of signals) process.off(signal, onInterrupt);
    },
  };
}
