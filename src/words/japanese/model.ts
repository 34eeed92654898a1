import type { modelWords } from '../modelWords.ts';

export const model: typeof modelWords = {
  backends: {
    webgpu: 'グラフィックスカードが画像を計算しています。',
    webgl: 'グラフィックスカードが、少し古い方式で画像を計算しています。',
    wasm: 'プロセッサが画像を計算しています。',
    cpu: 'プロセッサが素の JavaScript で画像を計算しています。時間がかかります。',
  },
  whatComputes: '計算しているもの',
  computedBy: (what) => `${what} で計算`,
  workers: (count) => `${count} 個のワーカーが分担しています。`,
  addressAsks: 'ページのアドレスで指定されています。',
  triedBefore: '先に試したもの',
  rejected: (backend) => `${backend}:`,
  status: {
    retry: 'もう一度',
    waking: 'モデルを起動しています…',
    fetching: 'モデルを取得しています…',
    download: 'モデルの取得',
    progress: (loaded, total) => `${total} MB のうち ${loaded} MB`,
    lookingUp: '確認しています',
    large: '。大きなモデルは起動に時間がかかります。',
  },
  import: {
    label: 'モデルの取り込み',
    stop: '中止',
    read: '読み込んだ重み',
    trying: '動作を確かめて保存しています。大きなモデルは時間がかかります。',
    reading: '重みを読み込んでいます。この端末の外には何も出ません。',
  },
  replay: { link: '学ぶ様子を見る' },
};
