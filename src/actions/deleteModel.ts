import { deleteKeptModel, listKeptModels } from '../modelImport/keptModels.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { switchModel } from './switchModel.ts';

/** Deletes a kept model for good. One that is running gives way to a published one first. */
export async function deleteModel(name: string): Promise<void> {
  const { model, models, setModel, notify } = useStudio.getState();
  try {
    const [published] = models;
    if (model?.name === name && published && !(await switchModel(published.name))) return;
    await deleteKeptModel(name);
    setModel({ keptModels: await listKeptModels() });
  } catch (error) {
    notify(errorSentence(error), 'problem');
  }
}
