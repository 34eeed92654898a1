import type { uiWords } from '../uiWords.ts';

export const ui: typeof uiWords = {
  close: '閉じる',
  messages: 'お知らせ',
  dismiss: '片付ける',
  partFailed: 'ページのこの部分を表示できませんでした。接続を確かめて、再読み込みしてください。',
  reload: '再読み込み',
  parted: (percent, before, after) => `${before} ${percent}%、${after} ${100 - percent}%`,
  player: {
    after: (label, moment) => `${label}（${moment}）`,
    rows: (rows) => `上から順に、${rows.join('、')}。`,
    row: (title, detail) => `${title}（${detail}）`,
    pause: '一時停止',
    play: '再生',
    moment: '学習の時点',
  },
  plot: { noValues: 'まだ値がありません' },
  origin: {
    state: { both: '行によって異なります', source: '元画像から', destination: '先画像から' },
    part: (percent) => `元画像から ${percent}%`,
    named: (label, state) => `${label}: ${state}`,
    share: '元画像の割合',
    shareOf: (label) => `元画像の割合: ${label}`,
  },
  range: { first: (label) => `${label}、最初の層`, last: (label) => `${label}、最後の層` },
  sort: {
    instructions:
      'スペースキーで持ち上げ、矢印キーで動かし、もう一度スペースキーで置きます。Esc キーで元の場所に戻します。',
    pickedUp: (name, place, count) => `${name}を持ち上げました。全 ${count} のうち ${place} 番目です。`,
    isAt: (name, place, count) => `${name}は全 ${count} のうち ${place} 番目にあります。`,
    putDown: (name, place, count) => `${name}を全 ${count} のうち ${place} 番目に置きました。`,
    isBack: (name, place, count) => `${name}を全 ${count} のうち ${place} 番目に戻しました。`,
    move: (name) => `${name}を動かす`,
  },
  carry: {
    pickedUp: (what) => `${what}: 持ち上げました。`,
    over: (what, place) => `${what}: 「${place}」の上です。`,
    added: (what, place) => `${what}: 「${place}」に加えました。`,
    putBack: (what) => `${what}: 元に戻しました。`,
  },
};
