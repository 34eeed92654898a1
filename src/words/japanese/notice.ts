import type { noticeWords } from '../noticeWords.ts';

export const notice: typeof noticeWords = {
  files: {
    notAll: (name, reasons) => `「${name}」の一部は使いません: ${reasons}。`,
    nothing: (name, reasons) => `「${name}」は使いません: ${reasons}。`,
    unreadable:
      'ドロップされたものを読めません。アーカイブの中や機器の中にある場合は、フォルダにコピーしてからドロップしてください。',
  },
  canvasNoise:
    'このブラウザのプライバシー設定が、ページの読む画素にノイズを加えているため、画像に縞が出ます。このページでは「privacy.resistFingerprinting」（Firefox）、フィンガープリント対策のシールド（Brave）、高度なトラッキングとフィンガープリント防止（Safari）をオフにして、再読み込みしてください。',
  codes: {
    needModel: (name) => `「${name}」はコードのファイルです。モデルの準備ができてからドロップしてください。`,
    first: (name, count, taken) =>
      `「${name}」には ${count} 匹の猫が入っています。はじめの ${taken} 匹をライブラリに入れました。`,
    one: (name) => `「${name}」の猫をライブラリに入れました。`,
    many: (name, count) => `「${name}」の ${count} 匹の猫をライブラリに入れました。`,
    wrong: (name, problem) => `「${name}」${problem}。`,
    unreadable: 'は読めません',
  },
  directions: {
    anew: (problem) => `${problem}方向を計算し直します。`,
    allThere: 'この種類の方向は、すべて一覧にあります。',
    unreadable: (name) => `「${name}」は読めません。`,
    listKept: (problem) => `${problem}一覧はそのままです。`,
    loaded: (name, count) => `「${name}」: ${count} 個の方向を一覧の先頭に入れました。`,
    named: (count) => `変わるもので名前を付けた方向: ${count} 個。名前を押すと変えられます。`,
    nothingClear: 'これらの方向からは、はっきりした変化が測れませんでした。番号のままにします。',
  },
  examples: {
    same: 'これらの猫は、モデルにはみな同じに見えます。ほかの猫に印を付けてください。',
    learnt: (name, sentence) => `「${name}」を一覧の先頭に入れました。${sentence}`,
  },
  madeStayed: '作った猫は残りませんでした。ほかのモデルの数だからです。',
  framing: {
    notFound: (name) =>
      `「${name}」に顔が見つかりませんでした。写真はそのままです。「切り抜きを調整」で枠を合わせられます。`,
    person: (name) => `「${name}」の人の顔に枠を合わせました。「切り抜きを調整」で変えられます。`,
    cat: (name) => `「${name}」の顔に枠を合わせました。「切り抜きを調整」で変えられます。`,
  },
  models: {
    kept: (title) => `「${title}」をこのブラウザに保存しました。`,
    stopped: (name) => `「${name}」を中止しました。何も保存していません。`,
    unusable: (name, problem) => `「${name}」は使えません。${problem}`,
    keepsNothing: 'このブラウザは、このページのために何も保存しません。追加したモデルは残りません。',
    crashing: (name, first) =>
      `「${name}」でこのページが 2 回止まりました。メモリ不足かもしれません。「${first}」を使います。`,
    unknown: (name, first) => `「${name}」というモデルはありません。「${first}」を使います。`,
    noBackend: (wanted, names) =>
      `「${wanted}」という計算方式はありません（${names} があります）。最適なものを使います。`,
  },
  litterGone: 'きょうだいを家系図から外しました。Ctrl Z で戻せます。',
  littersGone: (count) => `${count} 組のきょうだいを家系図から外しました。Ctrl Z で戻せます。`,
  inLibrary: (name) => `「${name}」をライブラリに入れました。`,
  inLibraryAlready: (name) => `「${name}」はすでにライブラリにあります。`,
  noBetterLook: '見直しても、最初よりよいものは見つかりませんでした。',
  copiedSchema: (text) => `${text} をコピーしました。`,
  presetRows: 'すべての行のスイッチが変わりました。「元に戻す」で戻せます。',
  project: {
    open: (name) => `「${name}」を開きました。「元に戻す」で前の内容に戻せます。`,
    newer: (name) => `「${name}」は新しい版のスタジオのものです。ページを再読み込みしてください。`,
    needModel: (name) => `「${name}」は、モデルの準備ができてから開けます。`,
    otherModel: (name, model) =>
      `「${name}」は、ここにないモデル「${model}」で作られています。そのモデルを追加してから、もう一度開いてください。`,
    wrong: (name, problem) => `「${name}」${problem}`,
  },
  recipe: {
    gridNeedsModel: 'この画像は、また開ける混合表です。モデルの準備ができてからドロップしてください。',
    filmNeedsModel: 'この画像は、また開ける動画です。モデルの準備ができてからドロップしてください。',
    sheetNeedsModel: 'この画像は、また開けるシートです。モデルの準備ができてからドロップしてください。',
    gridOfOther: (model) =>
      `この混合表はモデル「${model}」で作られています。モデル名のところでそれを選んでから、もう一度画像をドロップしてください。`,
    filmOfOther: (model) =>
      `この動画はモデル「${model}」で作られています。モデル名のところでそれを選んでから、もう一度画像をドロップしてください。`,
    gridOpen: (name) => `「${name}」の混合表を開きました。`,
    filmOpen: (name) => `「${name}」の動画を開きました。`,
    sheetDamaged: (name) => `「${name}」は壊れています。中の猫がモデルに合いません。`,
    retrained: (model) => `「${model}」の別の学習で作られたものなので、猫の見た目が変わっているかもしれません。`,
    unsure: (model) =>
      `「${model}」のどの学習で作られたか書かれていません。学習が変わっていれば、猫の見た目が違うかもしれません。`,
    catNeedsModel: 'この画像は、また開ける猫です。モデルの準備ができてからドロップしてください。',
    catOfOther: (model) =>
      `この猫はモデル「${model}」で作られています。モデル名のところでそれを選んでから、もう一度画像をドロップしてください。`,
    catOpen: (name) => `「${name}」の猫を開きました。`,
    gridLinkOfOther: (model) =>
      `この混合表はモデル「${model}」で作られています。そのモデルをここに追加してから、もう一度リンクを開いてください。`,
    filmLinkOfOther: (model) =>
      `この動画はモデル「${model}」で作られています。そのモデルをここに追加してから、もう一度リンクを開いてください。`,
    catLinkOfOther: (model) =>
      `この猫はモデル「${model}」で作られています。そのモデルをここに追加してから、もう一度リンクを開いてください。`,
    gridLinkOpen: 'リンクの混合表を開きました。「元に戻す」で前の内容に戻せます。',
    filmLinkOpen: 'リンクの動画を開きました。「元に戻す」で前の内容に戻せます。',
    catLinkOpen: 'リンクの猫を開きました。「元に戻す」で前の内容に戻せます。',
    photosDamaged: 'この画像の中の写真が壊れています。代わりに再構築を使います。',
  },
  samples: {
    catsFailed: '見本の猫を取得できませんでした。接続を確かめてください。自分の写真はそのまま使えます。',
    drawingsFailed: '絵を取得できませんでした。接続を確かめてください。自分の写真はそのまま使えます。',
  },
  saving: {
    waiting: (name) => `「${name}」を作っています。`,
    done: (name) => `「${name}」をダウンロードしました。`,
    notShared: (name) => `「${name}」を共有できませんでした。ダウンロードフォルダにあります。`,
    share: '共有',
    copied: 'クリップボードにコピーしました。',
    noClipboard: 'ブラウザが画像のコピーを許しませんでした。代わりに PNG をダウンロードしてください。',
  },
  session: {
    unreadable: '保存されていたものを読めません。',
    staysAsItIs: (reason) => `${reason}それはそのまま残し、新しく始めます。`,
    afresh: '最初から始めます。ページを閉じるまでは、「元に戻す」ですべて戻せます。',
  },
  links: {
    copied: 'リンクをクリップボードにコピーしました。',
    notCopied: 'ブラウザがリンクのコピーを許しませんでした。欄から直接コピーしてください。',
    otherModel: (model) => `このリンクはモデル「${model}」で作られていますが、今は別のモデルが動いています。`,
    use: (model) => `「${model}」を使う`,
  },
  compare: { unusable: (title, problem) => `「${title}」とは比べられません。${problem}` },
  pick: {
    first: (shown, count) => `${count} 匹のうち、はじめの ${shown} 匹を表に並べました。`,
    itIsThere: 'すでに入っています。',
    theyAreThere: 'すでに入っています。',
    otherParent: (name) => `「${name}」は、すでにもう一方の親です。`,
    oneLeft: '1 匹をライブラリから外しました。',
    manyLeft: (count) => `${count} 匹をライブラリから外しました。`,
  },
  undo: { offer: '元に戻す', passed: 'その後に別の操作がありました。「元に戻す」で 1 つずつ戻せます。' },
};
