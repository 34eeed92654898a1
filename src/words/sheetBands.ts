/** The bands of a sample sheet of the training, from above. All are of the same height; cells are square. */
export const SHEET_BANDS = [
  { title: 'Real', detail: 'test images, never trained on' },
  { title: 'Reconstructed', detail: 'by the averaged networks' },
  { title: 'Reconstructed', detail: 'by the live networks' },
  { title: 'Dreamt up', detail: 'by the averaged networks' },
  { title: 'Dreamt up', detail: 'by the live networks' },
] as const;

/** The bands of a replay's frame, from above, and which of a sheet's each one is: the published networks are the averaged ones. */
export const REPLAY_BANDS = [
  { title: 'Photos', detail: 'never trained on', ofSheet: 0 },
  { title: 'Redrawn', detail: 'by the model', ofSheet: 1 },
  { title: 'Dreamt up', detail: 'from random numbers', ofSheet: 3 },
] as const;
