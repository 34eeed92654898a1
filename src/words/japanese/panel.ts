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
  slow: (seconds) => `この端末ではモデルが遅く、1 枚に約 ${seconds} 秒かかります。`,
  texture: '細かな質感',
  zoom: '拡大',
  smooth: 'なめらか',
  pixels: '画素',
  link: {
    link: 'リンク',
    making: 'リンクを作っています…',
    none: 'リンクなし',
    copy: 'リンクをコピー',
    noPhoto: '写真は入りません。リンクは、数から猫を描きます。',
    tooLong: (count, most) =>
      `リンクには入りきりません。${count} 文字になりますが、上限は ${most} 文字です。代わりに画像かプロジェクトを渡してください。`,
    asEncoded: '写真は、モデルが最初に見たままで入っています。見直しを入れると長くなりすぎます。',
    long: (count) => `${count} 文字のリンクは、多くのチャットで途中で切れます。画像なら届きます。`,
    toCat: 'この猫へのリンク',
  },
};
