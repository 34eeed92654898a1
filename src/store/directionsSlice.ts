import type { StateCreator } from 'zustand';
import { movedTo } from '../base/movedTo.ts';
import { newId } from '../base/newId.ts';
import type { Direction, DirectionAxis } from '../latent/directions.ts';
import type { DirectionSheetOptions } from '../recipes/directionSheetRecipe.ts';
import type { StudioState } from './studio.ts';

/** A direction as its user has named and placed it. Its axis is what it was found with, whatever else changes. */
export interface ListedDirection extends Direction {
  readonly id: string;
}

/** Gives a direction an id of its own, under which cats are moved along it. */
export const withId = (direction: Direction): ListedDirection => ({ ...direction, id: newId('direction') });

const DIRECTION_SHEET_DEFAULTS: DirectionSheetOptions = {
  isStarredOnly: false,
  spacing: 1,
  count: 7,
  scale: 2,
  hasLabels: true,
};

/** The first directions of a model, which the list begins with. */
type DirectionsJob =
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly message: string };

export interface DirectionsSlice {
  readonly directionsJob: DirectionsJob;
  setDirectionsJob(job: DirectionsJob): void;
  /** In the order in which they are shown. */
  readonly directions: readonly ListedDirection[];
  setDirections(directions: readonly ListedDirection[]): void;
  /** Puts directions before those that are there. */
  addDirections(directions: readonly Direction[]): void;
  changeDirection(id: string, change: Partial<Omit<Direction, 'kind' | keyof DirectionAxis>>): void;
  /** Puts a direction where another one stands. */
  moveDirection(id: string, toId: string): void;
  /** Takes a direction off the list, and puts every cat back that was moved along it. */
  removeDirection(id: string): void;
  readonly directionSheet: DirectionSheetOptions;
  layOutDirectionSheet(change: Partial<DirectionSheetOptions>): void;
}

export const createDirectionsSlice: StateCreator<StudioState, [], [], DirectionsSlice> = (set) => ({
  directionsJob: { state: 'idle' },
  setDirectionsJob: (directionsJob) => set({ directionsJob }),
  directions: [],
  directionSheet: DIRECTION_SHEET_DEFAULTS,
  layOutDirectionSheet: (change) => set((s) => ({ directionSheet: { ...s.directionSheet, ...change } })),
  setDirections: (directions) => set({ directions }),
  addDirections: (directions) => set((s) => ({ directions: [...directions.map(withId), ...s.directions] })),
  changeDirection: (id, change) =>
    set((s) => ({
      directions: s.directions.map((direction) => (direction.id === id ? { ...direction, ...change } : direction)),
    })),
  moveDirection: (id, toId) =>
    set((s) => {
      const indexOf = (wanted: string) => s.directions.findIndex((direction) => direction.id === wanted);
      return { directions: movedTo(s.directions, indexOf(id), indexOf(toId)) };
    }),
  removeDirection: (id) =>
    set((s) => ({
      directions: s.directions.filter((direction) => direction.id !== id),
      latent: Object.fromEntries(
        Object.entries(s.latent).map(([itemId, settings]) => {
          const { [id]: _, ...offsets } = settings.offsets;
          return [itemId, id in settings.offsets ? { ...settings, offsets } : settings];
        }),
      ),
    })),
});
