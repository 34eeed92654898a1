/**
 * Counts the heads that the studio frames rightly by itself, leaves alone and frames wrongly:
 *   tsx tools/dev/framingAccuracy.ts --photos heads.zip --names testNames.txt --model public/models/cats64 \
 *     --frame 95,127,417,449/512 --sheet wrong.png
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { compileCascade } from '../../src/framing/cascade.ts';
import catFace from '../../src/framing/catFace.json' with { type: 'json' };
import { findSeeds, type Seed } from '../../src/framing/faceSeeds.ts';
import { findFace } from '../../src/framing/findFace.ts';
import { FACE_ALONE, type Framing } from '../../src/framing/modelFraming.ts';
import personFace from '../../src/framing/personFace.json' with { type: 'json' };
import { type CropBox, centreSquare, overlap } from '../../src/image/crop.ts';
import { composeSheet } from '../../src/image/gridSheet.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { cropTo } from '../../src/image/resample.ts';
import { readModelFile } from '../../src/modelFolder/read.ts';
import { resolutionOf } from '../../src/networks/architecture.ts';
import { openSource } from '../dataset/source.ts';
import { chooseByNames, placeOf } from '../dataset/testSplit.ts';
import { writePng } from '../io/imageFiles.ts';
import { exitWithError, UserError } from '../io/userError.ts';
import { folderSource, sayingWhichModel, withModel } from '../model/openModel.ts';
import { type Judge, judgeOf } from '../model/strangeness.ts';
import { square } from '../options/framingOptions.ts';
import { wholeNumber } from '../options/optionNumbers.ts';

interface AccuracyOptions {
  readonly photos: string;
  readonly names?: string;
  readonly model: string;
  readonly frame: CropBox;
  readonly limit: number;
  readonly sheet?: string;
  readonly cache?: string;
}

/** Frames that overlap with the right one by this much (intersection over union) are right. */
const RIGHT = 0.6;
/** Photos are taken in the order of their places for this seed: any number of the first are drawn by chance. */
const ORDER_SEED = 1;
/** A head that stands upright is not turned by more than these degrees. */
const LARGEST_LEAN = 30;
const SHEET_COLUMNS = 12;
/** Pixels per side of its pictures. */
const SHOWN = 128;
const CASCADES = { cat: compileCascade(catFace), person: compileCascade(personFace) };

interface NamedPhoto {
  readonly name: string;
  readonly photo: Pixels;
}
type Verdict = 'right' | 'left alone' | 'wrong';
/** What the cascades saw in photos, by photo and search. */
type Sightings = Record<string, readonly Seed[]>;

const command = new Command('framingAccuracy')
  .requiredOption('-p, --photos <path>', 'folder or zip of photos that are framed alike')
  .option('--names <file>', 'text file with the names of those to look at, one a line (default: all)')
  .requiredOption('-m, --model <dir>', 'model folder that says how it is framed')
  .option(
    '--frame <left,top,right,bottom/side>',
    'the right frame, in photos of that side (default: the whole)',
    square,
    {
      left: 0,
      top: 0,
      size: 1,
    },
  )
  .option('--limit <number>', 'photos to look at', wholeNumber(1), 250)
  .option('--sheet <file>', 'PNG of all that were framed wrongly: the photo, and below it the frame')
  .option('--cache <file>', 'keeps what the cascades see, for the next model')
  .action(measureAccuracy);

async function measureAccuracy({ model: folder, frame, sheet, cache, ...options }: AccuracyOptions): Promise<void> {
  const { framing = FACE_ALONE } = await sayingWhichModel(folder, readModelFile(folderSource(folder)));
  const sightings = cache && existsSync(cache) ? (JSON.parse(await readFile(cache, 'utf8')) as Sightings) : {};
  const counts: Record<Verdict, number> = { right: 0, 'left alone': 0, wrong: 0 };
  const wrong: (readonly [Pixels, Pixels])[] = [];
  await withModel({ folder, device: 'wasm', groups: ['E', 'F', 'D'] }, async (model) => {
    const judge = await judgeOf(model);
    for (const named of await photosOf(options)) {
      const box = await automaticFrame(named, {
        framing,
        judge,
        resolution: resolutionOf(model.architecture),
        sightings,
      });
      const verdict = verdictOn(box, inPhoto(frame, named.photo));
      counts[verdict]++;
      if (verdict === 'wrong') wrong.push([shown(named.photo, centreSquare(named.photo)), shown(named.photo, box!)]);
      process.stdout.write(`${named.name}\t${verdict}\n`);
    }
  });
  if (cache) await writeFile(cache, JSON.stringify(sightings));
  if (sheet && wrong.length > 0) await writePng(sheet, sheetOf(wrong));
  process.stdout.write(`${counts.right} right, ${counts['left alone']} left alone, ${counts.wrong} wrong\n`);
}

/** The photos that are to be looked at, whole. @throws UserError when there are none */
async function photosOf({
  photos,
  names,
  limit,
}: Pick<AccuracyOptions, 'photos' | 'names' | 'limit'>): Promise<NamedPhoto[]> {
  const source = await openSource([photos]);
  const choice = names === undefined ? null : await chooseByNames(names);
  const found: NamedPhoto[] = [];
  for await (const { name, pixels } of source.images()) {
    if (!choice || choice.isTest(name)) found.push({ name, photo: await pixels('white') });
  }
  if (found.length === 0) throw new UserError(`${photos} holds no photo that is to be looked at.`);
  return found.sort((a, b) => placeOf(a.name, ORDER_SEED) - placeOf(b.name, ORDER_SEED)).slice(0, limit);
}

interface Looking {
  readonly framing: Framing;
  readonly judge: Judge;
  readonly resolution: number;
  readonly sightings: Sightings;
}

/** The frame that the studio gives a photo that is added; null where it leaves it alone. */
async function automaticFrame({ name, photo }: NamedPhoto, looking: Looking): Promise<CropBox | null> {
  const { framing, judge, resolution, sightings } = looking;
  const [best] = await findFace({
    photo,
    framing,
    isThorough: false,
    seeds: async (search) => {
      const { face, isTurned, isMirrored } = search;
      const key = [name, face, isTurned ? 'turned' : 'upright', ...(isMirrored ? ['mirrored'] : [])].join(' ');
      sightings[key] ??= findSeeds(CASCADES[face], photo, search);
      return sightings[key];
    },
    judge: (boxes) => judge.strangeness(boxes.map((box) => cropTo(photo, box, resolution))),
  });
  return best?.box ?? null;
}

function verdictOn(box: CropBox | null, rightFrame: CropBox): Verdict {
  if (!box) return 'left alone';
  return overlap(box, rightFrame) >= RIGHT && Math.abs(box.angle ?? 0) <= LARGEST_LEAN ? 'right' : 'wrong';
}

const inPhoto = ({ left, top, size }: CropBox, { width }: Pixels): CropBox => ({
  left: left * width,
  top: top * width,
  size: size * width,
});

const shown = (photo: Pixels, box: CropBox): Pixels => cropTo(photo, box, SHOWN);

/** Photos in pairs of rows, each above its frame. */
function sheetOf(pairs: readonly (readonly [Pixels, Pixels])[]): Pixels {
  const rows: Pixels[][] = [];
  for (let begin = 0; begin < pairs.length; begin += SHEET_COLUMNS) {
    const line = pairs.slice(begin, begin + SHEET_COLUMNS);
    rows.push(
      line.map(([photo]) => photo),
      line.map(([, frame]) => frame),
    );
  }
  return composeSheet(rows);
}

await command.parseAsync().catch(exitWithError);
