import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Key handler of a container whose controls carry `data-nav-row` and `data-nav-column`: arrows move the focus to the
 * next control in that direction, skipping gaps.
 */
export function moveFocusByArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const from = (event.target as HTMLElement).closest<HTMLElement>('[data-nav-row]');
  if (!step || !from) return;
  const [rowStep, columnStep] = step;
  const controls = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-nav-row]')];
  const place = (control: HTMLElement) => ({
    control,
    row: Number(control.dataset.navRow),
    column: Number(control.dataset.navColumn),
  });
  const here = place(from);
  const distance = ({ row, column }: { row: number; column: number }) =>
    rowStep !== 0
      ? column === here.column && (row - here.row) * rowStep
      : row === here.row && (column - here.column) * columnStep;
  const next = controls
    .map(place)
    .map((candidate) => ({ control: candidate.control, distance: Number(distance(candidate)) }))
    .filter((candidate) => candidate.distance > 0)
    .sort((a, b) => a.distance - b.distance)[0];
  if (!next) return;
  event.preventDefault();
  next.control.focus();
}
