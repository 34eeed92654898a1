import { spoken } from './language.ts';

/** Framing a face, and the cat mirror. */
export const framingWords = spoken('framing', {
  crop: {
    title: 'Frame the face',
    face: 'Drag and zoom the photo until the face fills the square, eyes level and a little above the middle, as in the sample cats.',
    head: 'Drag and zoom the photo until the whole head fills the square, eyes level and a little above the middle, as in the sample cats.',
    sees: 'What the model sees',
    drawnLarge: (side: number) => `${side}×${side} pixels, drawn large`,
    findFace: 'Find the face',
    notFound: 'No face was found: drag, zoom and turn the photo yourself.',
    cancel: 'Cancel',
    use: 'Use this frame',
  },
  frame: {
    label: 'Frame: arrow keys move the photo',
    zoom: 'Zoom',
    turn: 'Turn',
    degrees: (degrees: number) => `${degrees} degrees`,
    quarter: 'Turn by 90 degrees',
  },
  found: {
    bestFirst: 'Best first, each beside what the model makes of it.',
    label: 'Frames that were found',
    frame: (place: number) => `Frame ${place}`,
  },
  looking: 'Looking for the face …',
  mirror: {
    title: 'Cat mirror',
    description: 'Your face, or your cat’s, is found and redrawn as a cat; where it is not, put it into the lines.',
    waiting: 'Waiting for the camera …',
    tryAgain: 'Try again',
    private: 'The camera’s pictures never leave this device, and none is kept unless you take one.',
    you: 'You',
    youAsCat: 'You as a cat',
    asCat: 'As a cat',
    rate: (rate: string) => `${rate} pictures/s`,
    take: 'Take a picture',
    save: 'Save you as a cat',
    goOn: 'Go on',
    pause: 'Pause',
    camera: 'Camera',
    record: 'Record a clip',
    saveClip: (seconds: number, most: number) => `Save the clip (${seconds} of ${most} s)`,
  },
});
