import { keepPhoto, photoOf } from '../pictures/assets.ts';
import { type ModelMatch, matchModels, type RecipeModel } from '../recipes/recipeCat.ts';
import type { Project } from '../session/projectFile.ts';
import {
  NewerSessionError,
  partOf,
  photoIdsOf,
  type ReadSession,
  readSession,
  SESSION_PART_NAMES,
  SESSION_PARTS,
  SESSION_VERSION,
  type SessionState,
} from '../session/sessionFormat.ts';
import { endStep } from '../store/history.ts';
import { selectContentModel } from '../store/sessionSlice.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { translated } from '../words/language.ts';
import { doubtSentence } from '../words/modelSentences.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { lossSentence } from '../words/sessionSentences.ts';
import { freshDirections, openDirections } from './directionList.ts';
import { switchModel } from './models.ts';
import { downloadFile } from './saveFile.ts';

/** What the page loads only for projects. */
const projectFile = () => import('../session/projectFile.ts');

/** Hands all that is on the page, photos included, to the browser's downloads, as one file. */
export function saveProject(): Promise<void> {
  const [day] = new Date().toISOString().split('T');
  return downloadFile(fileName(fileWords.project, day!, 'alae'), async () => {
    const { packProject } = await projectFile();
    return packProject(projectOf());
  });
}

function projectOf(): Project {
  const studio = useStudio.getState();
  const parts = Object.fromEntries(SESSION_PART_NAMES.map((part) => [part, partOf(part, studio)]));
  return {
    written: { version: SESSION_VERSION, model: selectContentModel(studio), parts },
    photos: new Map(photoIdsOf(studio).map((id) => [id, photoOf(id)])),
  };
}

/** Has a project chosen, and opens it. */
export function pickProject(): void {
  const input = document.createElement('input');
  input.type = 'file'; // of any kind: phones grey out what they do not know
  input.onchange = () => {
    const [file] = input.files ?? [];
    if (file) void openProject(file);
  };
  input.click();
}

/** Opens those of some files that are projects. @returns the others */
export async function openProjectsOf(files: readonly File[]): Promise<readonly File[]> {
  const others: File[] = [];
  for (const file of files) {
    if (await isProject(file)) await openProject(file);
    else others.push(file);
  }
  return others;
}

/** Whether a file is called as projects are, or begins as they do. */
async function isProject(file: File): Promise<boolean> {
  if (/\.alae$/i.test(file.name)) return true;
  if (!/\.zip$/i.test(file.name) && file.name.includes('.')) return false;
  return (await projectFile()).isProject(file).catch(() => false); // that it cannot be read is said where it is opened
}

/**
 * Opens a project in the place of what is on the page, in one step that undo takes back. What is wrong with it is a notice, and
 * then the page stays as it is.
 */
async function openProject(file: File): Promise<void> {
  const { notify } = useStudio.getState();
  const { name } = file;
  try {
    const { ProjectError, readProject } = await projectFile();
    const project = await readProject(file).catch((error: unknown) => {
      if (!(error instanceof ProjectError)) throw error;
      throw new Error(noticeWords.project.wrong(name, translated(error.message)), { cause: error });
    });
    const session = readSession(project.written, new Set(project.photos.keys()));
    const match = await runModelOf(session.model, name);
    for (const [itemId, photo] of project.photos) {
      keepPhoto(itemId, { ...photo, url: URL.createObjectURL(photo.file) });
    }
    await replaceBy(session);
    const opened = noticeWords.project.open(name);
    notify([opened, ...doubtSentence(match, session.model?.name ?? '')].join(' '));
    const loss = lossSentence(session.losses, name);
    if (loss) notify(loss, 'problem');
  } catch (error) {
    const isNewer = error instanceof NewerSessionError;
    notify(isNewer ? noticeWords.project.newer(name) : errorSentence(error), 'problem');
  }
}

/**
 * Has the model run that a project is of.
 * @param made null where there was none yet
 * @throws Error with a sentence where there is none of that name, or none runs
 */
async function runModelOf(made: RecipeModel | null, name: string): Promise<ModelMatch> {
  if (!made) return 'same';
  const { model, models, keptModels } = useStudio.getState();
  if (!model) throw new Error(noticeWords.project.needModel(name));
  const matchNow = () => matchModels(made, selectContentModel(useStudio.getState())!);
  if (matchNow() !== 'other') return matchNow();
  const isHere = [...models, ...keptModels].some((each) => each.name === made.name);
  if (isHere && (await switchModel(made.name)) && matchNow() !== 'other') return matchNow();
  throw new Error(noticeWords.project.otherModel(name, made.name));
}

/** What a session may lack because nobody had touched it: all that it has, but for how the page is set. */
const CONTENT_FIELDS = SESSION_PART_NAMES.flatMap((part) => (part === 'view' ? [] : SESSION_PARTS[part]));

async function replaceBy({ state }: ReadSession): Promise<void> {
  const hasDirections = (state.directions?.length ?? 0) > 0;
  if (hasDirections) await openDirections(); // undo finds a list that has begun
  const fresh = hasDirections ? null : await freshDirections();
  const initial = useStudio.getInitialState();
  const untouched = Object.fromEntries(CONTENT_FIELDS.map((field) => [field, initial[field]])) as Partial<SessionState>;
  const { tab, ...rest } = state;
  endStep();
  useStudio.setState((now) => ({
    ...untouched,
    ...rest,
    ...(!hasDirections && { directions: fresh ?? now.directions }),
    dialog: null,
  }));
  endStep();
  const { mendReferences, setTab } = useStudio.getState();
  mendReferences();
  if (tab) setTab(tab);
}
