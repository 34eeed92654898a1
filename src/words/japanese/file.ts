import type { fileWords } from '../fileWords.ts';

export const file: typeof fileWords = {
  mix: '混合',
  layerSwap: '層の入れ替え',
  grid: '混合表',
  layers: '層',
  original: '元の写真',
  reconstruction: '再構築',
  refined: '追い込み',
  reshaped: '変形',
  directions: '方向',
  kitten: '子猫',
  strip: '帯',
  morph: 'モーフ',
  fromTo: (first, last) => `${first}から${last}`,
  library: 'ライブラリ',
  given: '入力',
  likeness: '近さ',
  codes: 'コード',
  project: 'プロジェクト',
  youAsACat: '猫になったあなた',
  columns: { photo: '写真', original: '元の猫', reconstruction: '再構築' },
};
