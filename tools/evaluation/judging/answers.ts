import { UserError } from '../../io/userError.ts';
import { PAIR_MARK } from './judgingSheets.ts';
import type { Key } from './key.ts';
import { PAIR_LETTERS, PHOTO_LETTERS } from './questions.ts';

/** How many answers there were, and how many of them right. */
interface Score {
  readonly judges: number;
  /** Rows of a reconstruction and five photos. */
  readonly rows: number;
  readonly rowsRight: number;
  /** Pairs of a photo and a random image. */
  readonly pairs: number;
  readonly pairsRight: number;
}

/** A file of answers: `12: C` for row 12, `P12: A` for pair 12. */
interface AnswerFile {
  readonly file: string;
  readonly text: string;
}

const LINE = /^(P?)(\d+)\s*[:.=\s]\s*([A-E])$/;

/** Answers by question: `12` or `P12`. */
type Answers = ReadonlyMap<string, string>;

/**
 * @returns letters by question, of all files
 * @throws UserError that names the line which is no answer, or answers a question twice
 */
function readAnswers(files: readonly AnswerFile[], key: Key): Answers {
  const letters = new Map<string, readonly string[]>();
  for (const { rows, pairs } of key.judges) {
    for (const { number } of rows) letters.set(`${number}`, PHOTO_LETTERS);
    for (const { number } of pairs) letters.set(`${PAIR_MARK}${number}`, PAIR_LETTERS);
  }
  const answers = new Map<string, string>();
  for (const { file, text } of files) {
    text.split('\n').forEach((line, index) => {
      const content = line.replace(/#.*/, '').trim().toUpperCase();
      if (content === '') return;
      const [, mark, number, letter] = LINE.exec(content) ?? [];
      const question = `${mark}${Number(number)}`;
      const place = `${file}, line ${index + 1} (${line.trim()})`;
      if (letter === undefined || !letters.get(question)?.includes(letter)) {
        throw new UserError(
          `${place} answers no question of these sheets: write lines as 12: C, and ${PAIR_MARK}12: A.`,
        );
      }
      if (answers.has(question)) throw new UserError(`${place} answers ${question} once more: leave one answer.`);
      answers.set(question, letter);
    });
  }
  return answers;
}

/**
 * Compares answers with the key. A judge may leave out the rows or the pairs, but no single one: those would be the hard ones.
 * @throws UserError when an answer is missing or cannot be read
 */
export function scoreAnswers(files: readonly AnswerFile[], key: Key): Score {
  const answers = readAnswers(files, key);
  const total = { judges: 0, rows: 0, rowsRight: 0, pairs: 0, pairsRight: 0 };
  for (const { rows, pairs } of key.judges) {
    const ofRows = scoreQuestions(
      answers,
      rows.map(({ number, photo }) => [`${number}`, photo]),
    );
    const ofPairs = scoreQuestions(
      answers,
      pairs.map(({ number, drawn }) => [`${PAIR_MARK}${number}`, drawn]),
    );
    total.judges += ofRows.count + ofPairs.count > 0 ? 1 : 0;
    total.rows += ofRows.count;
    total.rowsRight += ofRows.right;
    total.pairs += ofPairs.count;
    total.pairsRight += ofPairs.right;
  }
  if (total.judges === 0) throw new UserError(`${files.map(({ file }) => file).join(', ')} holds no answer.`);
  return total;
}

function scoreQuestions(answers: Answers, questions: readonly (readonly [question: string, letter: string])[]) {
  const missing = questions.filter(([question]) => !answers.has(question)).map(([question]) => question);
  if (missing.length === questions.length) return { count: 0, right: 0 };
  if (missing.length > 0) {
    throw new UserError(
      `There is no answer to ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}: ` +
        'let the judge guess where it cannot tell.',
    );
  }
  const right = questions.filter(([question, letter]) => answers.get(question) === letter).length;
  return { count: questions.length, right };
}
