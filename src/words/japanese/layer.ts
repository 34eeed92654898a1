import type { layerWords } from '../layerWords.ts';

export const layer: typeof layerWords = {
  meanings: { shape: '形', pose: '姿勢と顔立ち', eyes: '目と口元', markings: '模様', colour: '色と毛並み' },
  fine: '細かな毛',
  range: (first, last) => `${first}～${last}`,
  named: (size, meaning) => `${size}、${meaning}`,
  swapped: (onto, size, from) => `${onto}、${size} は${from}`,
  decides: (meaning) => `主に${meaning}を決めます。`,
  decidesMeasured: (meaning, percent, place) =>
    `主に${meaning}を決めます。入れ替えると、1 画素は平均 ${percent}% 変わり、変化は${place}。`,
  place: { middle: '中央に集まります', edges: '端に寄ります', everywhere: '画像全体に及びます' },
  grid: { source: '上の猫', destination: '左の猫' },
  schema: {
    differ: '行によって異なります。ここでスイッチを切り替えると、すべての行で切り替わります。',
    all: (from) => `すべて${from}から取ります。`,
    share: (percent, meaning) => `${meaning}の ${percent}%`,
    some: (things, source, destination) => `${things}は${source}から、ほかは${destination}から取ります。`,
  },
};
