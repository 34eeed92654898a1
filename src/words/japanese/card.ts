import type { cardWords } from '../cardWords.ts';

export const card: typeof cardWords = {
  chooser: {
    models: 'モデル',
    toFetch: (size) => `取得 ${size}`,
    inBrowser: (size) => `このブラウザに保存済み ${size}`,
    delete: (title) => `${title}を削除`,
    confirm: (title) => `「${title}」をこのブラウザから削除しますか。`,
    keepIt: '残す',
    deleteIt: '削除',
    file: 'モデルのファイル',
    open: 'モデルを開く…',
    kinds:
      'StyleALAE の .pth チェックポイント、または zip にしたモデルのフォルダです。フォルダはページにドロップできます。',
    private: '変換も保存もここで行います。この端末の外には何も出ません。',
    compare: (title) => `${title}と比べる`,
  },
  card: {
    pictures: '画像',
    pixels: (side, layers) => `${side}×${side} 画素、${layers} 層`,
    latent: '潜在変数',
    numbers: (count, channels) => `${count} 個の数。チャンネルは最大 ${channels}`,
    generator: '生成器',
    styleGan2: 'StyleGAN2 のもの',
    licence: 'ライセンス',
    licenceText: (spdx, sentence) => `${spdx}。${sentence}`,
    evaluation: '評価',
    imagesSeen: '学習で見た画像の数',
    photosSeen: (count) => `そのうち ${count} 枚では、E と G は写真そのものも見て、それを再現することを学びました。`,
    trainedUpTo: '学習した解像度',
    finished: (size, date) => `${size}、${date} 完了`,
    data: '学習データ',
    schedule: '学習の進め方',
    commit: (commit) => `学習プログラムのコミット ${commit}`,
    convertedFrom: '変換元',
    checkpoint: (weights) => `（PyTorch のチェックポイント。その ${weights} ネットワーク）`,
    sha: (start) => `SHA-256 ${start}…`,
    training: '学習',
    unknownTraining: 'ここではわかりません。チェックポイントの公開者にお尋ねください',
    sampleSheetAlt: '学習中の見本シート',
    sampleSheet: '学習中の見本シートそのまま。本物、再構築、生成の順です。',
  },
  figures: {
    heading: 'どれほどの出来か',
    measuredOn: (count) => `学習で一度も見ていない ${count} 枚の写真で測りました。`,
    likeness: {
      term: '写真との近さ',
      detail: (ssim) => `PSNR。20 でおおよそ似ており、30 でよく似ています。SSIM は ${ssim}（同じ画像なら 1）。`,
    },
    found: {
      term: '読み戻せた数',
      detail: '描いた画像から、もとの潜在変数をエンコーダがどれだけ読み戻せるか。100% ですべてです。',
    },
    smoothness: {
      term: 'なめらかさ',
      detail: (ends) =>
        `経路長。2 つの潜在変数の間で画像がどれほど急に変わるかを表し、小さいほどなめらかです。生成した潜在変数の近くでは ${ends}。`,
    },
    distance: {
      term: '学習写真からの距離',
      detail:
        'ランダムな画像が、最もよく似た学習写真からどれほど離れているか。新しい写真を 1 とした比で、丸写しなら 0× に近くなります。',
    },
    rank: {
      term: '全写真の中での順位',
      value: (place, count) => `${count} 枚中 ${place} 位`,
      detail: (first, chance) =>
        `描き直した画像に似た順に全テスト写真を並べたときの、元の写真の順位の中央値。1 位は ${first}、偶然なら ${chance} 位です。`,
      colours: (place, first) => `色だけなら ${place} 位、1 位は ${first}。`,
    },
    sharpness: {
      term: '鮮明さ',
      detail: (samples) =>
        `描き直した画像の輪郭の強さを写真と比べたもの。1 が適正で、小さいほどぼやけています。ランダムな画像では ${samples}。`,
    },
    byHeart: {
      term: '丸覚え',
      detail: '新しい写真より、学習した写真にどれだけ近づけるか（PSNR）。0 なら丸覚えはありません。',
    },
  },
  strangers: {
    rows: {
      before: '事情を知らない人が、描き直した 1 枚を見て 5 枚の写真から正しい猫を選べたのは',
      count: (right, rows) => `${rows} 回中 ${right} 回`,
      after: (chance) => `でした。当てずっぽうなら ${chance} 回です。`,
    },
    pairs: {
      before: '事情を知らない人が、ランダムな画像と写真を見分けられたのは',
      beforeToo: '同じ人たちが、ランダムな画像と写真を見分けられたのは',
      count: (right, pairs) => `${pairs} 回中 ${right} 回`,
      after: (chance) => `でした。当てずっぽうなら ${chance} 回です。`,
    },
  },
  realism: {
    caption:
      '画像を見分けるように学習した別のネットワークから見て、本物の写真からどれほど離れているか。小さいほどよく、最後の列は本物の写真どうしの値です。',
    random: 'ランダムな画像',
    redrawn: '描き直した写真',
    real: '本物の写真',
    kid: 'KID',
    frechet: 'フレシェ距離',
    note: (draws) =>
      `nsfwjs の InceptionV3 の特徴量によるもので、公表されている FID や KID とは比べられません。${draws} 回の抽出の平均 ± 標準偏差。`,
  },
  sheets: {
    reconstructionsAlt: 'テスト写真と、その下にモデルが描き直したもの',
    reconstructions: '写真と、その下に再構築。よいもの、中くらいのもの、悪いもの。',
    samplesAlt: 'モデルのランダムな画像',
    samples: 'ランダムな画像。選り分けていません。',
    nearestAlt: 'ランダムな画像と、その下に最もよく似た学習写真',
    nearest: '学習写真に最も近かったランダムな画像。その写真をそれぞれの下に置いています。',
  },
  learning: {
    failed: '学習曲線を読み込めませんでした。',
    heading: '学習の経過',
    curve: '曲線',
    stretch: (from, to) => `${from}～${to}`,
    unknown: (stretches) => `記録のない区間: ${stretches.join('、')} 枚。`,
    notRecorded: '記録なし',
    at: (value, unit, images) => `${images} 枚の時点で ${value} ${unit}`,
  },
  replay: {
    title: 'モデルが学ぶまで',
    description: '同じ写真と同じ乱数を、学習の途中で繰り返し描かせたものです。',
    label: 'モデルにできたこと',
    last: '今のモデル',
    moment: (place, count) => `（全 ${count} 場面のうち ${place} 番目）`,
  },
};
