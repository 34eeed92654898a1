import { spoken } from './language.ts';

/** The model card: choosing a model, how good it is, how it learnt. */
export const cardWords = spoken('card', {
  chooser: {
    models: 'Models',
    toFetch: (size: string) => `${size} to fetch`,
    inBrowser: (size: string) => `${size} in this browser`,
    delete: (title: string) => `Delete ${title}`,
    confirm: (title: string) => `Delete “${title}” from this browser?`,
    keepIt: 'Keep it',
    deleteIt: 'Delete',
    file: 'Model file',
    open: 'Open a model…',
    kinds: 'A .pth checkpoint of StyleALAE or a zipped model folder; a folder can be dropped on the page.',
    private: 'It is converted and kept here: nothing leaves this device.',
    compare: (title: string) => `Compare with ${title}`,
  },
  card: {
    pictures: 'Pictures',
    pixels: (side: number, layers: number) => `${side}×${side} pixels, ${layers} layers`,
    latent: 'Latent',
    numbers: (count: number, channels: number) => `${count} numbers; up to ${channels} channels`,
    generator: 'Generator',
    styleGan2: 'StyleGAN2’s',
    licence: 'Licence',
    licenceText: (spdx: string, sentence: string) => `${spdx}. ${sentence}`,
    evaluation: 'Evaluation',
    imagesSeen: 'Images seen in training',
    photosSeen: (count: string) =>
      `For ${count} of these images E and G also saw the photographs themselves, and learnt to reproduce them.`,
    trainedUpTo: 'Trained up to',
    finished: (size: string, date: string) => `${size}, finished ${date}`,
    data: 'Training data',
    schedule: 'Schedule',
    commit: (commit: string) => `Trainer at commit ${commit}`,
    convertedFrom: 'Converted from',
    checkpoint: (weights: string) => `, a PyTorch checkpoint: its ${weights} networks`,
    sha: (start: string) => `SHA-256 ${start}…`,
    training: 'Training',
    unknownTraining: 'Not known here: ask whoever published the checkpoint',
    sampleSheetAlt: 'Sample sheet of the training',
    sampleSheet: 'Sample sheet of the training, as it is: real, reconstructed, sampled.',
  },
  figures: {
    heading: 'How good it is',
    measuredOn: (count: string) => `Measured on ${count} photos that it never saw in training.`,
    likeness: {
      term: 'Likeness to the photo',
      detail: (ssim: string) => `PSNR: 20 is a rough likeness, 30 a good one. SSIM ${ssim}, of 1 for the same picture.`,
    },
    found: {
      term: 'Numbers found again',
      detail: 'How much of a drawn picture’s latent numbers the encoder reads off it again; 100% is all.',
    },
    smoothness: {
      term: 'Smoothness',
      detail: (ends: string) =>
        `Path length: how fast pictures change between two latents; lower is smoother. Near drawn latents ${ends}.`,
    },
    distance: {
      term: 'Distance from the training photos',
      detail:
        'How far a random picture is from the most similar training photo, against new photos. Copies would be near 0×.',
    },
    rank: {
      term: 'Its own photo among all',
      value: (place: string, count: string) => `place ${place} of ${count}`,
      detail: (first: string, chance: string) =>
        `Where a redrawn photo’s own photo stands among all test photos, the most similar first: the middle of all. First ${first}; chance is place ${chance}.`,
      colours: (place: string, first: string) => ` By colours alone place ${place}, first ${first}.`,
    },
    sharpness: {
      term: 'Sharpness',
      detail: (samples: string) =>
        `Edges of redrawn photos against those of the photos: 1 is right, less is soft. Random pictures ${samples}.`,
    },
    byHeart: {
      term: 'Learnt by heart',
      detail: 'How much closer it comes to photos that it learnt from than to new ones (PSNR); 0 is nothing by heart.',
    },
  },
  strangers: {
    rows: {
      before: 'Strangers picked the right cat',
      count: (right: number, rows: number) => `${right} times of ${rows}`,
      after: (chance: number) => `, of five photos beside one that was redrawn. By chance: ${chance}.`,
    },
    pairs: {
      before: 'Strangers told a random picture from a photo',
      beforeToo: 'They told a random picture from a photo',
      count: (right: number, pairs: number) => `${right} times of ${pairs}`,
      after: (chance: number) => `. By chance: ${chance}.`,
    },
  },
  realism: {
    caption:
      'How far its pictures are from real photos in the eyes of a network that was trained to tell images apart: lower is better, and real photos among themselves score the last column.',
    random: 'Random pictures',
    redrawn: 'Redrawn photos',
    real: 'Real photos',
    kid: 'KID',
    frechet: 'Fréchet distance',
    note: (draws: number) =>
      `Features of the InceptionV3 in nsfwjs, so not comparable with published FID or KID. ${draws} draws, mean ± standard deviation.`,
  },
  sheets: {
    reconstructionsAlt: 'Test photos, and below each what the model made of it',
    reconstructions: 'Photos, each above its reconstruction: the best, the middling and the worst.',
    samplesAlt: 'Random pictures of the model',
    samples: 'Random pictures, not selected.',
    nearestAlt: 'Random pictures, and below each the most similar training photo',
    nearest: 'The random pictures that are closest to a training photo, which stands below each.',
  },
  learning: {
    failed: 'The learning curves could not be read.',
    heading: 'How it learnt',
    curve: 'Curve',
    stretch: (from: string, to: string) => `${from} to ${to}`,
    unknown: (stretches: readonly string[]) => ` Not recorded: ${stretches.join(', ')} images.`,
    notRecorded: 'not recorded',
    at: (value: string, unit: string, images: string) => `${value} ${unit} after ${images} images`,
  },
  replay: {
    title: 'How the model learnt',
    description: 'The same photos and the same random numbers, again and again while the model was trained.',
    label: 'What the model could do',
    last: 'The model as it is now',
    moment: (place: number, count: number) => ` · moment ${place} of ${count}`,
  },
});
