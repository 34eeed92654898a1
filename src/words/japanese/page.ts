import type { pageWords } from '../pageWords.ts';

export const page: typeof pageWords = {
  photosInput: '猫の写真',
  letGo: 'ここで猫を放してください',
  whatToDrop:
    '写真、プロジェクト（.alae）、モデル（.pth のチェックポイント、モデルのフォルダ、またはその .zip）を受け取ります。この端末の外には何も出ません。',
  undo: '元に戻す',
  redo: 'やり直す',
  models: 'モデル',
  aboutModel: 'このモデルについて',
  lightTheme: '明るい配色',
  darkTheme: '暗い配色',
  helpAndKeyboard: 'ヘルプとキー操作',
  languageFailed: 'ほかの言語を取得できませんでした。接続を確かめて、もう一度お試しください。',
  whatToDo: 'すること',
  foreignDrop:
    '届いたのは画像のアドレスだけでした。このページは外から何も取得しません。元のページで画像をコピーし（「画像をコピー」）、ここに貼り付けてください。',
  newVersion: '新しい版の用意ができました。',
  reload: '再読み込み',
  tabs: {
    reconstruct: { title: '再構築' },
    mix: { title: '混ぜる' },
    latent: { title: '潜在空間' },
    morph: { title: 'モーフ' },
    kittens: { title: '子猫' },
  },
};
