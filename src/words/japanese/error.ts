import type { errorWords } from '../errorWords.ts';

export const error: typeof errorWords = {
  engine: {
    modelMissing: 'モデルのフォルダを確かめて、もう一度お試しください。',
    modelInvalid: 'モデルのフォルダが壊れているかもしれません。コピーし直して、もう一度お試しください。',
    network: '接続を確かめて、もう一度お試しください。',
    backendUnavailable: '「?backend=」を外して再読み込みすると、ページが選びます。',
    tooLarge: '小さなモデルか、メモリの多い端末をお選びください。',
    crashed: '写真はそのまま残っています。もう一度お試しください。',
    aborted: '終わる前に止められました。もう一度お試しください。',
  },
  import: {
    notACheckpoint: 'StyleALAE の .pth チェックポイントか、.zip にしたモデルのフォルダを選んでください。',
    otherNetwork: 'ここで動くのは StyleALAE だけです。',
    damaged: 'ファイルをもう一度ダウンロードするか、コピーし直してください。',
    unsafe: 'ファイルの出どころを確かめてください。開いていません。',
    unsupported: 'PyTorch で、標準の形式で保存し直してください。',
    tooLarge: 'この大きさのモデルはブラウザでは動きません。',
    modelMissing: 'モデルのフォルダ全体を選んでください。',
    modelInvalid: 'モデルのフォルダをコピーし直してください。',
    network: '接続を確かめて、もう一度お試しください。',
    unreadable: 'もう一度選んでください。',
    outOfMemory: 'ほかのタブを閉じるか、メモリの多い端末をお使いください。',
    storageFull: '要らなくなったモデルを削除するか、ディスクの空きを増やしてください。',
    storageClosed: 'このページにデータの保存を許すか、プライベートウィンドウを出てください。',
    stopped: 'もう一度お試しください。',
  },
  gone: 'ファイルを読めません。移動または変更されたか、アーカイブの中にあります。フォルダにコピーしてから追加してください。',
  somethingWrong: '問題が起きました。',
  parentsGone: 'この子猫の親は、家系図からいなくなりました。',
  advised: (problem, advice) => `${problem}${advice}`,
  sentence: (text) => `${text}。`,
};
