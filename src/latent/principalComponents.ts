import type { DirectionAxis } from './directions.ts';
import { strongestEigenvectors } from './eigenvectors.ts';
import { type LatentStatistics, measureAxis } from './latentStatistics.ts';

/**
 * Principal components of W: the axes along which F's samples vary most (GANSpace: Härkönen et al., "GANSpace: Discovering
 * Interpretable GAN Controls", NeurIPS 2020).
 * @returns at most `count`, strongest first
 */
export const principalComponents = (statistics: LatentStatistics, count: number): DirectionAxis[] =>
  strongestEigenvectors(statistics.covariance, statistics.mean.length, count).map((vector) =>
    measureAxis(statistics, vector),
  );
