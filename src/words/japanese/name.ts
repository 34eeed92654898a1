import type { nameWords } from '../nameWords.ts';

export const name: typeof nameWords = {
  dream: (seed) => `夢の猫 ${seed}`,
  crossed: (destination, source) => `${destination} × ${source}`,
  refined: (name) => `${name}（追い込み）`,
  photo: '写真',
  mirrored: (time) => `ミラー ${time}`,
  kittens: [
    ['もち', 'きなこ', 'あんこ', 'おはぎ', 'だんご', 'せんべい', 'ようかん'],
    ['まめ', 'つぶ', 'ぽち', 'こま', 'てまり', 'すず', 'ちび'],
    ['ルナ', 'ひかり', 'ほし', 'そら', 'つき', 'にじ', 'あかり'],
    ['かえで', 'やなぎ', 'すみれ', 'つばき', 'さくら', 'もみじ', 'こけ'],
    ['トラ', 'ミケ', 'ブチ', 'シマ', 'クロ', 'シロ', 'チャチャ'],
    ['ゆず', 'みかん', 'かりん', 'あんず', 'うめ', 'ごま', 'しそ'],
    ['タマ', 'ハナ', 'コタロウ', 'フク', 'モモ', 'リン', 'ソウタ'],
    ['ゆき', 'きり', 'かすみ', 'しぐれ', 'あられ', 'こはる', 'なぎ'],
    ['うどん', 'そば', 'たこやき', 'のり', 'おかか', 'いくら', 'わさび'],
  ],
  changes: {
    brightness: { less: 'より暗く', more: 'より明るく' },
    warmth: { less: '寒色寄り', more: '暖色寄り' },
    contrast: { less: '明暗を弱く', more: '明暗を強く' },
    eyeSize: { less: '目を小さく', more: '目を大きく' },
    eyeOpenness: { less: '目を細く', more: '目を見開く' },
    turn: { less: '左向き', more: '右向き' },
    numbered: (name, number) => `${name} ${number}`,
  },
};
