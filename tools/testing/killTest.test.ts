import { expect, it } from 'vitest';
import { killTest } from './killTest.ts';

it('a training whose process is killed goes on by itself to the same losses and weights (npm run test:kill does it 50 times)', async () => {
  const report = await killTest({ kills: 1, engine: 'eager', seed: 3, sittingIterations: 12, isSupervised: true });
  expect(report.whileTraining).toBe(1);
});
