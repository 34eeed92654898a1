import type { likenessWords } from '../likenessWords.ts';

export const likeness: typeof likenessWords = {
  verdicts: {
    same: 'ほとんど同じ画像',
    veryClose: 'とても近い',
    close: '近い',
    likeness: '似ている',
    distant: 'どこか似ている',
    unlike: 'あまり似ていない',
  },
  structures: {
    agree: '形も質感も合っています',
    most: '形と、質感の大部分が合っています',
    large: '大きな形は合っていますが、質感は違います',
    rough: 'おおまかな配置だけが合っています',
    other: '形が違います',
  },
  sentence: (percent, structure) => `1 画素の色のずれはおよそ ${percent}%。${structure}。`,
  figures: {
    psnr: 'ピーク信号対雑音比（デシベル）。大きいほど近く、20 でおおよそ似ており、30 でよく似ています。',
    mse: '色の平均二乗誤差（黒を 0、白を 1 とします）。小さいほど近くなります。',
    ssim: '明暗の構造の類似度。同じ画像なら 1、無関係な画像ならおよそ 0 です。',
  },
};
