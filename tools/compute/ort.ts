import type { InferenceSession } from 'onnxruntime-node';
import { UserError } from '../io/userError.ts';
import type { ProviderName } from './devices.ts';

type Ort = typeof import('onnxruntime-node');

/** Loads the native library, which is an optional package. @throws UserError that says what to install */
export async function loadOrt(): Promise<Ort> {
  process.env.ORT_DISABLE_TELEMETRY ??= '1'; // it reports to its makers otherwise
  return import('onnxruntime-node').catch((cause) => {
    throw new UserError(
      'The native training engine needs the package onnxruntime-node, which does not load here: run npm install onnxruntime-node, or add --engine eager.',
      { cause },
    );
  });
}

/** How a graph is computed. @param provider what it does not know falls to the cpu */
export const sessionOptions = (provider: ProviderName, threads: number): InferenceSession.SessionOptions => ({
  executionProviders: [...new Set([provider, 'cpu'])],
  intraOpNumThreads: threads,
  // Waiting threads sleep: on a machine that does other things too, spinning ones would take the cores from it.
  extra: { session: { intra_op: { allow_spinning: '0' } } },
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
});
