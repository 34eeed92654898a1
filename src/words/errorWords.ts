import { spoken } from './language.ts';

/** What to do about each failure; what went wrong is said where it happens. */
export const errorWords = spoken('error', {
  engine: {
    modelMissing: 'Check the model’s folder, then try again.',
    modelInvalid: 'The model’s folder may be damaged: copy it again, then retry.',
    network: 'Check your connection and try again.',
    backendUnavailable: 'Reload without “?backend=” to let the page choose.',
    tooLarge: 'Choose a smaller model, or a device with more memory.',
    crashed: 'Your photos are still here: try again.',
    aborted: 'It was stopped before it was done: try again.',
  },
  import: {
    notACheckpoint: 'Choose a .pth checkpoint of StyleALAE, or a model folder as .zip.',
    otherNetwork: 'Only StyleALAE runs here.',
    damaged: 'Download or copy the file again.',
    unsafe: 'Ask where the file comes from; it was not opened.',
    unsupported: 'Save it again with PyTorch in a plain format.',
    tooLarge: 'No such model runs in a browser.',
    modelMissing: 'Choose the whole model folder.',
    modelInvalid: 'Copy the model folder again.',
    network: 'Check your connection and try again.',
    unreadable: 'Choose it again.',
    outOfMemory: 'Close other tabs, or use a device with more memory.',
    storageFull: 'Delete a model that you no longer need, or free space on the disk.',
    storageClosed: 'Allow this page to store data, or leave the private window.',
    stopped: 'Try again.',
  },
  gone: 'The file cannot be read: it has been moved or changed, or lies in an archive. Copy it to a folder and add it from there.',
  somethingWrong: 'Something went wrong.',
  parentsGone: 'This kitten’s parents have left the family tree.',
  advised: (problem: string, advice: string) => `${problem} ${advice}`,
  sentence: (text: string) => `${text}.`,
});
