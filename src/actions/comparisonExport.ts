import { type ComparedStrip, comparisonSheetPng, LARGEST_SHEET_PICTURE } from '../image/comparisonSheet.ts';
import type { CropSpec } from '../pictures/pictureSpec.ts';
import { getPicture, render } from '../pictures/renderings.ts';
import { comparablePhotos, type ModelPair, modelPairOf } from '../pictures/rivalPair.ts';
import { orderItems, rankFigure } from '../store/libraryOrder.ts';
import type { PhotoItem } from '../store/librarySlice.ts';
import { type Contest, nearerOf, tallyOf } from '../store/rivalSlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { comparisonTable } from '../words/likenessTable.ts';
import { type ComparedTitles, comparedTitles } from '../words/modelSentences.ts';
import { tallySentence } from '../words/tallySentence.ts';
import { comparedModels, measurePair, sharedSide } from './compareModels.ts';
import { downloadFile } from './saveFile.ts';

/** A photo under both models, measured. */
interface MeasuredPair {
  readonly photo: PhotoItem;
  readonly pair: ModelPair;
  readonly contest: Contest;
}

/** Every photo of the library under both models, in the order that is shown; what could not be computed is left out. */
async function measuredPairs(): Promise<readonly MeasuredPair[]> {
  const state = useStudio.getState();
  const models = comparedModels(state);
  if (!models) return [];
  const { items, libraryOrder: order, likenessMeasure: measure, likenesses } = state;
  const photos = comparablePhotos(orderItems(items, { order, measure, likenesses }));
  const contests = await Promise.all(photos.map(measurePair));
  return photos.flatMap((photo, i) => {
    const contest = contests[i];
    return contest ? { photo, pair: modelPairOf(photo, models.own, models.rival), contest } : [];
  });
}

/** Hands out every photo with both models' pictures and figures as one PNG file. */
export async function downloadComparison(): Promise<void> {
  const { model, rival } = useStudio.getState();
  if (!model || !rival) return;
  const titles = comparedTitles(model, rival);
  await downloadFile(fileName(`${titles.own} ${titles.rival}`, fileWords.compared), async () => comparisonPng(titles));
}

async function comparisonPng(titles: ComparedTitles): Promise<Blob> {
  const measured = await measuredPairs();
  const { likenessMeasure: measure, zoom } = useStudio.getState();
  const noise = selectNoise(useStudio.getState());
  const hasTwoFrames = measured.some(({ pair }) => pair.frame === 'own');
  const strips = await Promise.all(
    measured.map(async ({ photo, pair, contest }): Promise<ComparedStrip> => {
      const [given, own, rivalGiven, rival] = await Promise.all(
        [originalOf(pair.own.input), pair.own.redrawn, originalOf(pair.rival.input), pair.rival.redrawn].map((spec) =>
          spec.kind === 'crop' ? render(spec, noise) : getPicture(spec, noise),
        ),
      );
      const nearer = nearerOf(contest, measure);
      const figures = { own: rankFigure(contest.own, measure), rival: rankFigure(contest.rival, measure) };
      return [
        { pixels: given!, caption: photo.name },
        { pixels: own!, caption: `${titles.own} ${figures.own}`, isStrong: nearer === 'own' },
        ...(hasTwoFrames ? [{ pixels: rivalGiven!, caption: '' }] : []),
        { pixels: rival!, caption: `${titles.rival} ${figures.rival}`, isStrong: nearer === 'rival' },
      ];
    }),
  );
  const tally = tallyOf(
    measured.map(({ contest }) => contest),
    measure,
  );
  return comparisonSheetPng({ heading: tally ? tallySentence(tally, titles, measure) : '', strips, zoom });
}

/** Past the model's resolution: what the photo itself has. */
const originalOf = ({ item }: CropSpec): CropSpec => ({
  kind: 'crop',
  item,
  resolution: Math.max(1, Math.min(LARGEST_SHEET_PICTURE, Math.round(item.crop.size))),
});

/** Hands out the figures of both models as a table. */
export async function downloadContests(): Promise<void> {
  const models = comparedModels(useStudio.getState());
  if (!models) return;
  const { own, rival } = models;
  const titles = comparedTitles(own, rival);
  await downloadFile(fileName(`${titles.own} ${titles.rival}`, fileWords.compared, 'csv'), async () => {
    const side = sharedSide(own, rival);
    const rows = (await measuredPairs()).flatMap(({ photo, pair, contest }) => [
      { photo: photo.name, model: own.name, hasOwnFrame: true, likeness: contest.own, side },
      { photo: photo.name, model: rival.name, hasOwnFrame: pair.frame !== 'unfitting', likeness: contest.rival, side },
    ]);
    return new Blob([comparisonTable(rows)], { type: 'text/csv' });
  });
}
