import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from './ErrorBoundary.tsx';

interface LatePartProps {
  /** What stands in its place until then. */
  readonly instead?: ReactNode;
  readonly children: ReactNode;
}

/** Keeps the place of a small late part until its code comes, and where it does not come: all else works without it. */
export const LatePart = ({ instead = null, children }: LatePartProps) => (
  <ErrorBoundary fallback={instead}>
    <Suspense fallback={instead}>{children}</Suspense>
  </ErrorBoundary>
);
