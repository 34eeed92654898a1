import type { panelWords } from '../panelWords.ts';

export const panel: typeof panelWords = {
  reopens:
    'ダウンロードした画像をこのページに追加すると、今と同じ状態が開きます。コピーした画像では、このタブに貼り付けたときだけです。',
  copy: 'コピー',
  download: 'ダウンロード',
  tryAgain: 'もう一度',
  tryAgainAfter: (sentence) => `もう一度: ${sentence}`,
  size: '大きさ',
  sizeTimes: (scale) => `大きさ ${scale}×`,
  pixelsEach: (pixels) => `1 枚 ${pixels} 画素`,
  times: (scale) => `${scale} 倍`,
  slow: (seconds) => `このモデルはこの端末には大きめで、1 枚の画像に約 ${seconds} 秒かかります。`,
  texture: '細かな質感',
  zoom: '拡大',
  smooth: 'なめらか',
  pixels: '画素',
};
