import { type StudioState, useStudio } from '../store/studio.ts';

/** Lets the browser ask before the page is left while there is something that would be lost with it: where nothing is kept. */
export function watchLeaving(): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  // Only while it is needed: browsers put no page aside for the way back that listens for this.
  useStudio.subscribe((now, before) => {
    if (now.items === before.items && now.family === before.family && now.isKept === before.isKept) return;
    if (holdsWork(now)) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  });
}

/** Whether there are cats that exist nowhere else. Photos are on the disk, and dreams come back by their number. */
const holdsWork = ({ items, family, isKept }: StudioState): boolean =>
  !isKept && (family.litters.length > 0 || items.some(({ kind }) => kind === 'kept'));
