import { selectCreditOf } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { SHORTCUTS } from './usePageShortcuts.ts';

export function HelpDialog() {
  const closeDialog = useStudio((s) => s.closeDialog);
  const credit = useStudio(selectCreditOf('cats'));
  return (
    <Dialog title="How it works" onClose={closeDialog} className="max-w-xl">
      <p className="text-sm text-pretty text-muted">
        Drop photos of cats anywhere on the page. <b className="text-ink">Reconstruct</b> shows what the model makes of
        them, <b className="text-ink">Mix</b> crosses two cats layer by layer, and <b className="text-ink">Latent</b>{' '}
        reshapes one along directions, found in the model or learnt from your examples. A face that fills the frame,
        eyes level, works best: “Find the face” in “Adjust crop” brings yours there. A StyleALAE checkpoint of your own
        can be dropped too. Everything is computed in this tab. Your photos never leave this device.
      </p>
      {credit && <p className="mt-3 text-xs text-muted">Sample photos: {credit}</p>}
      <h3 className="mt-6 mb-2 font-semibold">Keyboard</h3>
      <dl className="divide-y divide-line text-sm">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={does} className="flex items-baseline justify-between gap-6 py-2">
            <dd className="text-muted">{does}</dd>
            <dt className="flex shrink-0 gap-1">
              {keys.split(' ').map((key) => (
                <kbd key={key} className="rounded-md bg-sunken px-2 py-0.5 font-sans font-medium">
                  {key}
                </kbd>
              ))}
            </dt>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
