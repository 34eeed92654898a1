import os from 'node:os';

/** What a training takes of its machine. A graphics adapter's load is not among it: Node cannot ask for it. */
export interface MachineUse {
  readonly host: string;
  /** Of the trainer's process. */
  readonly pid: number;
  /** Memory of the process, without what is swapped out. */
  readonly residentBytes: number;
  /** Cores that the process kept busy on average since the reading before, all its threads together. */
  readonly busyCores: number;
  readonly coreCount: number;
  /** Processes of the whole machine that run or want to, over the last minute; 0 on Windows, which does not count them. */
  readonly loadAverage: number;
}

/** Readings of this process; each one covers the time since the one before. */
export function startMachineMeter(): { read(): MachineUse } {
  let readAtMs = performance.now();
  let cpuBefore = process.cpuUsage();
  return {
    read() {
      const nowMs = performance.now();
      const { user, system } = process.cpuUsage(cpuBefore); // microseconds
      const busyCores = (user + system) / 1000 / Math.max(1, nowMs - readAtMs);
      readAtMs = nowMs;
      cpuBefore = process.cpuUsage();
      return {
        host: os.hostname(),
        pid: process.pid,
        residentBytes: process.memoryUsage.rss(),
        busyCores: Number(busyCores.toFixed(2)),
        coreCount: os.cpus().length,
        loadAverage: Number(os.loadavg()[0]!.toFixed(2)),
      };
    },
  };
}
