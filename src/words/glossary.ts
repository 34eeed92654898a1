/** The field's words that the page cannot do without. */
export const GLOSSARY = [
  {
    word: 'Latent',
    meaning: 'The numbers that stand for a cat. The model reads them off a photo and draws from nothing else.',
  },
  {
    word: 'Layer',
    meaning: 'The model draws from coarse to fine, 4×4 pixels first. Each layer may be given another cat’s numbers.',
  },
  {
    word: 'Direction',
    meaning: 'A way to change all the numbers together, such as from dark fur to light.',
  },
  {
    word: 'Texture',
    meaning:
      'Single hairs come from noise that the model was trained with. Without it cats look softer, as if painted.',
  },
  {
    word: 'σ',
    meaning: 'How far the model’s cats usually are from the average one: ±1 σ is common, ±3 σ is rare.',
  },
  {
    word: 'ψ',
    meaning: 'Truncation: how much of what sets a cat apart from the average is kept.',
  },
  {
    word: 'PCA, SeFa',
    meaning: 'Two ways to find directions: in what the model’s cats differ most, and what its layers react to most.',
  },
  {
    word: 'SDDDD',
    meaning:
      'Switches as text: for each layer from coarse to fine whether the source (S) or the destination (D) gives it.',
  },
] as const;
