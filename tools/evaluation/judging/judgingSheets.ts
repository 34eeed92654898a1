import type { Pixels } from '../../../src/image/pixels.ts';
import { enlarge, shrinkTo } from '../../../src/image/resample.ts';
import { GLYPH_HEIGHT, GLYPH_WIDTH, GLYPHS } from './glyphs.ts';
import { PAIR_LETTERS, type Pair, PHOTO_LETTERS, type Row } from './questions.ts';

/** Pictures are enlarged by a whole factor to at most this many pixels a side, larger ones shrunk to it. */
const CELL = 144;
const GAP = 8;
/** Around the sheet, and what keeps apart what does not belong together. */
const MARGIN = 24;
/** Pixels per dot of a letter. */
const DOT = 3;
const LETTER_STEP = (GLYPH_WIDTH + 1) * DOT;
const LETTERS_HEIGHT = GLYPH_HEIGHT * DOT + GAP;
/** For the number of a row or pair: four letters. */
const NUMBER_WIDTH = 4 * LETTER_STEP + GAP;

export const ROWS_PER_SHEET = 8;
const PAIRS_PER_LINE = 2;
export const PAIRS_PER_SHEET = 8 * PAIRS_PER_LINE;

/** How the pairs are numbered, so that an answer says by itself what it answers. */
export const PAIR_MARK = 'P';

/** @param rows {@link ROWS_PER_SHEET} at most. @returns at most 1100x1600 pixels */
export function drawRows(rows: readonly Row[]): Pixels {
  const lines = rows.map((row) => ({ number: String(row.number), pictures: [row.reconstruction, ...row.photos] }));
  const side = Math.max(...lines.flatMap(({ pictures }) => pictures.map(sideOf)));
  const left = MARGIN + NUMBER_WIDTH;
  const xOf = (picture: number) => left + picture * (side + GAP) + (picture > 0 ? MARGIN : 0);
  const lineHeight = LETTERS_HEIGHT + side + MARGIN;
  const sheet = blankSheet(xOf(PHOTO_LETTERS.length) + side + MARGIN, MARGIN + lines.length * lineHeight);
  lines.forEach(({ number, pictures }, line) => {
    const y = MARGIN + line * lineHeight;
    write(sheet, number, MARGIN, y + LETTERS_HEIGHT);
    pictures.forEach((picture, i) => {
      if (i > 0) write(sheet, PHOTO_LETTERS[i - 1]!, xOf(i) + (side - LETTER_STEP) / 2, y);
      paste(sheet, cellOf(picture), xOf(i), y + LETTERS_HEIGHT);
    });
  });
  return sheet;
}

/** @param pairs {@link PAIRS_PER_SHEET} at most. @returns at most 1100x1600 pixels */
export function drawPairs(pairs: readonly Pair[]): Pixels {
  const side = Math.max(...pairs.flatMap(({ pictures }) => pictures.map(sideOf)));
  const width = NUMBER_WIDTH + 2 * (side + GAP) + MARGIN;
  const lineHeight = LETTERS_HEIGHT + side + MARGIN;
  const sheet = blankSheet(
    MARGIN + PAIRS_PER_LINE * width,
    MARGIN + Math.ceil(pairs.length / PAIRS_PER_LINE) * lineHeight,
  );
  pairs.forEach(({ number, pictures }, i) => {
    const x = MARGIN + (i % PAIRS_PER_LINE) * width;
    const y = MARGIN + Math.floor(i / PAIRS_PER_LINE) * lineHeight;
    write(sheet, `${PAIR_MARK}${number}`, x, y + LETTERS_HEIGHT);
    pictures.forEach((picture, at) => {
      const left = x + NUMBER_WIDTH + at * (side + GAP);
      write(sheet, PAIR_LETTERS[at]!, left + (side - LETTER_STEP) / 2, y);
      paste(sheet, cellOf(picture), left, y + LETTERS_HEIGHT);
    });
  });
  return sheet;
}

const factorOf = ({ width }: Pixels): number => Math.floor(CELL / width);
const sideOf = (picture: Pixels): number => (factorOf(picture) > 0 ? factorOf(picture) * picture.width : CELL);

const cellOf = (picture: Pixels): Pixels =>
  factorOf(picture) > 0 ? enlarge(picture, factorOf(picture), 'smooth') : shrinkTo(picture, CELL, CELL);

const blankSheet = (width: number, height: number): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(4 * width * height).fill(255),
});

function paste(sheet: Pixels, picture: Pixels, x: number, y: number): void {
  for (let row = 0; row < picture.height; row++) {
    const line = picture.data.subarray(4 * row * picture.width, 4 * (row + 1) * picture.width);
    sheet.data.set(line, 4 * ((y + row) * sheet.width + x));
  }
}

/** Writes in black. @param x of the left edge, a whole number or between two */
function write(sheet: Pixels, text: string, x: number, y: number): void {
  [...text].forEach((letter, i) => {
    const left = Math.round(x) + i * LETTER_STEP;
    GLYPHS[letter]!.forEach((line, row) => {
      for (let dot = 0; dot < GLYPH_WIDTH; dot++) {
        if (line[dot] === '#') fillDot(sheet, left + dot * DOT, y + row * DOT);
      }
    });
  });
}

function fillDot(sheet: Pixels, x: number, y: number): void {
  for (let row = y; row < y + DOT; row++) {
    for (let column = x; column < x + DOT; column++) {
      sheet.data.fill(0, 4 * (row * sheet.width + column), 4 * (row * sheet.width + column) + 3);
    }
  }
}
