import type { framingWords } from '../framingWords.ts';

export const framing: typeof framingWords = {
  crop: {
    title: '顔を枠に収める',
    face: '写真をドラッグし、拡大して、顔が四角いっぱいに入るようにしてください。見本の猫のように、両目は水平に、中央より少し上に置きます。',
    head: '写真をドラッグし、拡大して、頭全体が四角いっぱいに入るようにしてください。見本の猫のように、両目は水平に、中央より少し上に置きます。',
    sees: 'モデルの見るもの',
    drawnLarge: (side) => `${side}×${side} 画素を拡大`,
    findFace: '顔を探す',
    notFound: '顔が見つかりませんでした。写真をドラッグし、拡大し、回して合わせてください。',
    cancel: 'キャンセル',
    use: 'この枠を使う',
  },
  frame: {
    label: '枠: 矢印キーで写真を動かします',
    zoom: '拡大',
    turn: '回転',
    degrees: (degrees) => `${degrees} 度`,
    quarter: '90 度回す',
  },
  found: {
    bestFirst: 'よいものから順に、モデルの描き直しと並べています。',
    label: '見つかった枠',
    frame: (place) => `枠 ${place}`,
  },
  looking: '顔を探しています…',
  mirror: {
    title: '猫ミラー',
    description: 'あなたの顔や猫の顔を見つけて、猫として描き直します。見つからないときは、線に合わせてください。',
    waiting: 'カメラを待っています…',
    tryAgain: 'もう一度',
    private: 'カメラの映像がこの端末の外に出ることはありません。撮影しないかぎり、何も残りません。',
    you: 'あなた',
    youAsCat: '猫になったあなた',
    asCat: '猫として',
    rate: (rate) => `${rate} 枚/秒`,
    take: '撮影する',
    save: '猫になった姿を保存',
    goOn: '続ける',
    pause: '一時停止',
    camera: 'カメラ',
  },
};
