import type { curveWords } from '../curveWords.ts';

export const curve: typeof curveWords = {
  valueByValue: (title) => `${title}（値ごと）`,
  faces: {
    discriminator: {
      title: '識別器',
      unit: '損失',
      meaning:
        'D が本物と生成画像をどれほど見分けられずにいるか（勾配ペナルティを含む）。当てずっぽうのときの損失は 2·ln 2 = 1.39 です。',
    },
    generator: {
      title: '生成器',
      unit: '損失',
      meaning: '生成画像が本物でないことを D がどれほどはっきり見抜くか。ln 2 = 0.69 なら、半分を本物と間違えます。',
    },
    latent: {
      title: '潜在誤差',
      unit: '二乗',
      meaning:
        'G が画像を描くのに使った w から、E の読み取りがどれほど外れるか。小さいほど再構築は写真に近づきます。段階が変わるところで跳ね上がります。',
    },
    photo: {
      title: '写真の誤差',
      unit: '重み付き',
      meaning:
        'E と G が写真から作る画像が、元の写真からどれほど離れているか。大まかな色、画素ごとの差、潜在変数、D が本物と見るかどうかを、重みを付けて足したものです。小さいほど近くなります。',
    },
    imagesPerSecond: {
      title: '速さ',
      unit: '枚/秒、対数目盛',
      meaning: '1 秒間に学習した画像の数。段階が 1 つ進むと画素は 4 倍になり、その分遅くなります。',
    },
    busyCores: {
      title: 'プロセッサ',
      unit: 'コア稼働',
      meaning: '学習プログラムが使っているコアの数。グラフィックスカードが計算しているときは低いままです。',
    },
    residentGigabytes: {
      title: 'メモリ',
      unit: 'GB',
      meaning: '学習プロセスのメモリ使用量。段階が進むと増え、その間は平らなはずです。',
    },
    realism: {
      title: '本物らしさ',
      unit: 'KID ×1000',
      meaning:
        '画像を見分けるように学習した別のネットワークから見て、ランダムな画像が本物の写真からどれほど離れているか。小さいほどよく、破線は本物の写真どうしの値です。',
    },
    likeness: {
      title: '近さ',
      unit: 'dB',
      meaning: '学習に使っていない写真に、再構築がどれほど近づくか（PSNR）。大きいほどよくなります。',
    },
  },
  sheet: {
    real: { title: '本物', detail: '学習に使っていないテスト画像' },
    reconstructed: { title: '再構築', detail: '平均したネットワークによる' },
    reconstructedLive: { title: '再構築', detail: '学習中のネットワークによる' },
    sampled: { title: '生成', detail: '平均したネットワークによる' },
    sampledLive: { title: '生成', detail: '学習中のネットワークによる' },
  },
  replay: {
    photos: { title: '写真', detail: '学習に使っていないもの' },
    redrawn: { title: '描き直し', detail: 'モデルによる' },
    sampled: { title: '生成', detail: '乱数から' },
  },
  seen: (images) => `${images} 枚を見た時点`,
  seenAt: (images, size) => `${images} 枚を見た時点、${size} 画素`,
  thousands: (count) => `${count} k`,
  millions: (count) => `${count} M`,
  seconds: (seconds) => `${seconds} 秒`,
  minutes: (minutes) => `${minutes} 分`,
  hours: (hours, minutes) => `${hours} 時間 ${minutes} 分`,
  days: (days, hours) => `${days} 日 ${hours} 時間`,
};
