import type { sessionWords } from '../sessionWords.ts';

export const session: typeof sessionWords = {
  title: '保存されているもの',
  description: 'この端末のこのブラウザに保存されています。再読み込みしたり、また開いたりすると戻ってきます。',
  afreshText: '最初から始めると、このタブの写真、表、方向、動画、家系図が空になります。「元に戻す」で取り消せます。',
  afresh: '最初から始める',
  facts: {
    photos: '写真（受け取ったまま）',
    made: '生み出した猫、作った猫',
    grid: '混合表',
    directions: '方向',
    litters: 'きょうだい',
    models: 'モデル（全タブ共通）',
  },
  countAndSize: (count, size) => `${count} · ${size}`,
  thisTab: 'このタブ',
  asFile: 'ファイルとして',
  asFileText:
    'プロジェクト（.alae）には、写真も含めてこのタブのすべてが入ります。保管したり、別の端末で開いたりできます。行き先はダウンロードフォルダだけです。',
  otherTabs: 'ほかのタブ',
  otherTabsHeading: 'ほかのタブ（開いているもの、閉じたもの）',
  deleteForGood: '完全に削除しますか。',
  keepIt: '残す',
  delete: '削除',
  cats: (count, size) => `${count} 匹 · ${size}`,
  openElsewhere: '· 別のタブで開いています',
  openHere: 'ここで開く',
  storagePromised: (usage, quota) =>
    `スタジオ本体とモデルを含めた使用量: ブラウザの許す ${quota} のうち ${usage}。ブラウザが勝手に消すことはありません。`,
  storage: (usage, quota) =>
    `スタジオ本体とモデルを含めた使用量: ブラウザの許す ${quota} のうち ${usage}。ディスクがいっぱいになると、ブラウザが消すことがあります。`,
};
