import { Eye } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { selectIsLookComing, setLooksByItself } from '../../actions/lookAgain.ts';
import { useLookProgress } from '../../pictures/lookProgress.ts';
import { rankFigure } from '../../store/libraryOrder.ts';
import type { PhotoItem } from '../../store/librarySlice.ts';
import { lookAt } from '../../store/lookSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { useLikeness } from './useLikeness.ts';

interface SecondLookProps {
  readonly item: PhotoItem;
  /** Whether the photo stands beside a reconstruction. */
  readonly hasPictures: boolean;
}

/** How far the second look at a photo is; then the choice between what it came to and the encoder's answer. */
export function SecondLook({ item, hasPictures }: SecondLookProps) {
  const isOn = useStudio((s) => s.looksByItself);
  return (
    // On a phone the choice stands among what to do next, and the switch below that.
    <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-6 gap-y-2 text-sm max-sm:contents sm:basis-full">
      <State item={item} hasPictures={hasPictures} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 max-sm:order-last max-sm:basis-full">
        <Switch text="Look again by itself" isOn={isOn} onChange={setLooksByItself} />
        <WhyNot item={item} />
      </div>
    </div>
  );
}

function State({ item, hasPictures }: SecondLookProps) {
  const hasLook = useStudio((s) => lookAt(s, item) !== null);
  const isComing = useStudio(selectIsLookComing(item));
  const progress = useLookProgress(item);
  if (hasLook) return <Choice item={item} hasPictures={hasPictures} />;
  if (progress) {
    const { step, stepCount } = progress;
    return (
      <div className="flex min-w-56 items-center gap-3 text-muted">
        <span className="shrink-0 tabular-nums">
          Looking again: {step} of {stepCount}
        </span>
        <ProgressBar label="Second look" fraction={step / stepCount} />
      </div>
    );
  }
  if (isComing) return <p className="text-muted">It looks again when nothing else is to be done.</p>;
  return <Offer item={item} isPossible={hasPictures} />;
}

/** A phone has no room for all of it. */
const AS_ENCODED = (
  <>
    <span className="max-sm:hidden">As the encoder sees it</span>
    <span className="sm:hidden">As encoded</span>
  </>
);

/** As the encoder sees it, or looked again, with how alike each is. */
function Choice({ item, hasPictures }: SecondLookProps) {
  const shown = useStudio((s) => s.shownLook);
  const setShown = useStudio((s) => s.setShownLook);
  const measure = useStudio((s) => s.likenessMeasure);
  // A comparison is over when one goes on: the next photo comes nearer again.
  useEffect(() => () => setShown('lookedAgain'), [setShown]);
  const asEncoded = useLikeness(item, hasPictures, true);
  const again = useLikeness(item, hasPictures);
  const text = (words: ReactNode, likeness: typeof again) => (
    <>
      {words}{' '}
      {likeness && <span className="ml-0.5 font-normal text-muted tabular-nums">{rankFigure(likeness, measure)}</span>}
    </>
  );
  return (
    <Segmented
      label="Reconstruction shown"
      value={shown}
      onChange={setShown}
      options={[
        { value: 'encoded', text: text(AS_ENCODED, asEncoded) },
        { value: 'lookedAgain', text: text('Looked again', again) },
      ]}
    />
  );
}

const WHY_NOT = {
  slow: 'Takes a while on this device.',
  touch: 'Waits for you, for your battery’s sake.',
} as const;

/** A look that does not come without a click. */
const Offer = ({ item, isPossible }: { readonly item: PhotoItem; readonly isPossible: boolean }) => (
  <Button
    title="Let the model correct its numbers a little, and come closer"
    disabled={!isPossible}
    onClick={() => useStudio.getState().askForLook(item)}
  >
    <Eye />
    Look again
  </Button>
);

/** Why looks wait for a click though they are to come by themselves. */
function WhyNot({ item }: { readonly item: PhotoItem }) {
  const isOn = useStudio((s) => s.looksByItself);
  const hindrance = useStudio((s) => s.lookHindrance);
  const hasLook = useStudio((s) => lookAt(s, item) !== null);
  return isOn && hindrance && !hasLook && <span className="text-muted">{WHY_NOT[hindrance]}</span>;
}
