import { PAIR_MARK } from './judgingSheets.ts';
import type { JudgePlan } from './questions.ts';

export const ANSWERS_FILE = 'answers.txt';
export const INSTRUCTIONS_FILE = 'INSTRUCTIONS.txt';

/** What a judge is told, and no more. */
export function instructionsFor({ rows, pairs }: JudgePlan): string {
  const parts: string[] = [
    'Answer from what you see on the sheets in this folder, every question. Where you cannot tell, guess.',
  ];
  if (rows.length > 0) {
    const [first, last] = [rows[0]!.number, rows.at(-1)!.number];
    parts.push(
      `rows-*.png, rows ${first} to ${last}: each row begins with a picture that was redrawn from one of the five photos A to E\n` +
        'on its right, from memory as it were. Which photo is it?',
    );
  }
  if (pairs.length > 0) {
    const [first, last] = [pairs[0]!.number, pairs.at(-1)!.number].map((number) => `${PAIR_MARK}${number}`);
    parts.push(
      `pairs-*.png, pairs ${first} to ${last}: of the two pictures A and B one is a photo, the other was drawn by a computer.\n` +
        'Which was drawn?',
    );
  }
  const examples = [
    ...rows.slice(0, 1).map(({ number }) => `${number}: C`),
    ...pairs.slice(0, 1).map(({ number }) => `${PAIR_MARK}${number}: A`),
  ];
  parts.push(
    `Write ${ANSWERS_FILE} into this folder, one answer a line: the number, a colon, the letter. For example:\n\n${examples.join('\n')}`,
  );
  return `${parts.join('\n\n')}\n`;
}
