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
import { reconstructWords } from '../../words/reconstructWords.ts';
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
        <Switch text={reconstructWords.look.switch} isOn={isOn} onChange={setLooksByItself} />
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
        <span className="shrink-0 tabular-nums">{reconstructWords.look.progress(step, stepCount)}</span>
        <ProgressBar label={reconstructWords.look.label} fraction={step / stepCount} />
      </div>
    );
  }
  if (isComing) return <p className="text-muted">{reconstructWords.look.coming}</p>;
  return <Offer item={item} isPossible={hasPictures} />;
}

/** A phone has no room for all of it. */
const asEncodedText = () => (
  <>
    <span className="max-sm:hidden">{reconstructWords.look.asEncoder}</span>
    <span className="sm:hidden">{reconstructWords.look.asEncoded}</span>
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
      label={reconstructWords.look.shown}
      value={shown}
      onChange={setShown}
      options={[
        { value: 'encoded', text: text(asEncodedText(), asEncoded) },
        { value: 'lookedAgain', text: text(reconstructWords.look.again, again) },
      ]}
    />
  );
}

/** A look that does not come without a click. */
const Offer = ({ item, isPossible }: { readonly item: PhotoItem; readonly isPossible: boolean }) => (
  <Button
    title={reconstructWords.look.offerTitle}
    disabled={!isPossible}
    onClick={() => useStudio.getState().askForLook(item)}
  >
    <Eye />
    {reconstructWords.look.offer}
  </Button>
);

/** Why looks wait for a click though they are to come by themselves. */
function WhyNot({ item }: { readonly item: PhotoItem }) {
  const isOn = useStudio((s) => s.looksByItself);
  const hindrance = useStudio((s) => s.lookHindrance);
  const hasLook = useStudio((s) => lookAt(s, item) !== null);
  return isOn && hindrance && !hasLook && <span className="text-muted">{reconstructWords.look.whyNot[hindrance]}</span>;
}
