import { spoken } from './language.ts';

/** The frame: tabs, bar, help, shortcuts, what is said wherever one drops something. */
export const pageWords = spoken('page', {
  photosInput: 'Photos of cats',
  letGo: 'Let go of your cats here',
  whatToDrop:
    'Photos, a project (.alae), or a model: a .pth checkpoint, a model folder or its .zip. Nothing leaves this device.',
  undo: 'Undo',
  redo: 'Redo',
  models: 'Models',
  aboutModel: 'About the model',
  lightTheme: 'Light theme',
  darkTheme: 'Dark theme',
  helpAndKeyboard: 'Help and keyboard',
  languageFailed: 'The other language could not be fetched: check your connection and try again.',
  whatToDo: 'What to do',
  foreignDrop:
    'Only the address of that picture arrived, and this page fetches nothing from elsewhere: copy the picture there (“Copy image”) and paste it here.',
  newVersion: 'A new version is ready.',
  reload: 'Reload',
  tabs: {
    reconstruct: { title: 'Reconstruct' },
    mix: { title: 'Mix' },
    latent: { title: 'Latent' },
    morph: { title: 'Morph' },
    kittens: { title: 'Kittens' },
  },
});
