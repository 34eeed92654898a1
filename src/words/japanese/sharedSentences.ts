/** English sentences of rooms without a catalogue, `{}` for each gap, and what they are in Japanese, `{1}` for the first gap. */
export const SENTENCES: Readonly<Record<string, string>> = {
  // image
  'The camera is not allowed: permit it beside the page’s address, then try again.':
    'カメラが許可されていません。ページのアドレスの横で許可してから、もう一度お試しください。',
  'No camera was found: connect one, then try again.': 'カメラが見つかりません。接続してから、もう一度お試しください。',
  'That camera is gone: choose another one.': 'そのカメラはなくなりました。別のカメラを選んでください。',
  'The camera is gone: connect it, then try again.': 'カメラがなくなりました。接続してから、もう一度お試しください。',
  'The camera is in use: close what else uses it, then try again.':
    'カメラは使用中です。ほかで使っているものを閉じてから、もう一度お試しください。',
  'Browsers give the camera to https pages only: open this page by https or on localhost.':
    'ブラウザがカメラを使わせるのは https のページだけです。https か localhost で開いてください。',
  'The camera did not start: check that it works elsewhere, then try again.':
    'カメラが始まりません。ほかで動くことを確かめてから、もう一度お試しください。',
  'Camera {}': 'カメラ {1}',
  'there is no picture in it': '中に画像がありません',
  'its picture cannot be decoded': '中の画像を復号できません',
  'this browser': 'このブラウザ',
  'There is no difference to average.': '平均する差がありません。',
  'Images of {}×{} and {}×{} pixels cannot be compared.': '{1}×{2} 画素と {3}×{4} 画素の画像は比べられません。',
  'TIFF or raw photo': 'TIFF か RAW の写真',
  'JPEG XL image': 'JPEG XL の画像',
  'JPEG 2000 image': 'JPEG 2000 の画像',
  'Photoshop file': 'Photoshop のファイル',
  'save it as JPEG or PNG first.': 'まず JPEG か PNG で保存してください。',
  '{} is empty: it has no bytes at all. Copy it again.': '{1}は空で、中身がありません。コピーし直してください。',
  '{} is damaged or cut off: {} cannot decode it. Copy it again.':
    '{1}は壊れているか、途中で切れていて、{2}では復号できません。コピーし直してください。',
  '{} is a web page that was saved under the name of a photo: open the photo by itself and save that.':
    '{1}は、写真の名前で保存されたウェブページです。写真だけを開いて保存してください。',
  '{} is an SVG drawing, not a photo: {}': '{1}は写真ではなく SVG の絵です。{2}',
  '{} is a {}, which {} cannot open: {}': '{1}は{2}で、{3}では開けません。{4}',
  '{} is an image ({}) that {} cannot open: {}': '{1}は、{3}では開けない形式の画像（{2}）です。{4}',
  '{} is a film, not a photo: save one picture of it as JPEG or PNG.':
    '{1}は写真ではなく動画です。1 コマを JPEG か PNG で保存してください。',
  ' (it is a {} file)': '（{1} ファイルです）',
  '{} is not an image{}: PNG, JPEG, HEIC, WebP, AVIF, GIF and BMP are understood.':
    '{1}は画像ではありません{2}。PNG、JPEG、HEIC、WebP、AVIF、GIF、BMP を扱えます。',
  '{} megapixels': '{1} メガピクセル',
  '“{}” is too large ({} × {} pixels): the limit is {}.': '「{1}」は大きすぎます（{2} × {3} 画素）。上限は {4}です。',
  'This is no PNG file.': 'PNG ファイルではありません。',
  '“{}” is too large for a photo ({}): the limit is {}.': '「{1}」は写真としては大きすぎます（{2}）。上限は {3} です。',
  '“{}” cannot be read: it has been moved or changed, or lies in an archive. Copy it to a folder and add it from there.':
    '「{1}」を読めません。移動または変更されたか、アーカイブの中にあります。フォルダにコピーしてから追加してください。',
  'This browser encodes no {} video of {} pixels.': 'このブラウザは、{2} 画素の {1} 動画を作れません。',

  // networks
  'The model has no weight called "{}".': 'モデルに「{1}」という重みがありません。',

  // learning
  'This level has only begun: too early to tell.': 'この段階は始まったばかりで、まだ何とも言えません。',
  'At {}': '今の値は {1}',
  '{} it is {} sure of the right answer: D is ahead, G has to catch up.':
    '{1}。正しい答えに {2} の自信があります。D が先に進んでいて、G が追いつく番です。',
  '{}, a little below the balance of 1.39: D is slightly ahead.':
    '{1}。釣り合いの 1.39 を少し下回り、D がやや先に進んでいます。',
  '{}, near the balance of 1.39: neither side wins.': '{1}。釣り合いの 1.39 に近く、どちらも勝っていません。',
  '{}, somewhat above the balance of 1.39: the penalty comes on top of it.':
    '{1}。釣り合いの 1.39 をやや上回ります。ペナルティが加わるためです。',
  '{}, far above the balance of 1.39: D is wrong often or its penalty is large. That is usual in the first minutes of a level; if it stays or grows, the learning rate is too high.':
    '{1}。釣り合いの 1.39 を大きく上回り、D がよく間違えるか、ペナルティが大きくなっています。段階の始めの数分にはよくありますが、続いたり増えたりするなら、学習率が高すぎます。',
  'A generated image passes for real with {}': '生成画像が本物で通る確率は {1}',
  '{}: D sees through most of them, and G learns from that.': '{1}。D がほとんどを見抜き、G はそこから学んでいます。',
  '{}: D is fooled by nearly all, so G learns little from it.':
    '{1}。D がほとんどにだまされ、G が学べることは少なくなっています。',
  '{}; 50% is balance.': '{1}。50% で釣り合いです。',
  'It has only begun: too early to tell.': '始まったばかりで、まだ何とも言えません。',
  'Now {}; the level is young.': '今は {1}。段階が始まって間もないところです。',
  '{} now, {} at the beginning of this level': '今は {1}、この段階の始めは {2}',
  '{}: rising just now. A while of that is usual.': '{1}。今は上がっています。しばらく上がるのはよくあることです。',
  '{}: falling, reconstructions get closer.': '{1}。下がっていて、再構築が近づいています。',
  '{}: steady just now.': '{1}。今は横ばいです。',
  '{} images a second': '毎秒 {1} 枚',
  '{}, usually {} at this level: perhaps something else uses the machine.':
    '{1}。この段階ではふつう {2} です。ほかの何かがマシンを使っているのかもしれません。',
  '{}, steady for this level.': '{1}。この段階では安定しています。',

  // latent
  'is [{}]: this model’s codes are [N, {}] or [N, {}, {}]':
    'の形は [{1}] です。このモデルのコードは [N, {2}] か [N, {3}, {4}] です',
  'is not a NumPy array (.npy)': 'は NumPy 配列（.npy）ではありません',
  'is damaged: it ends too early': 'は壊れていて、途中で終わっています',
  'is damaged: its header gives no shape': 'は壊れていて、ヘッダーに形がありません',
  'holds {}: save float32, as codes.astype(np.float32) is':
    'の中身は {1} です。codes.astype(np.float32) のように float32 で保存してください',
  'no numbers': '数ではないもの',
  'is in Fortran order: save np.ascontiguousarray(codes)':
    'は Fortran 順です。np.ascontiguousarray(codes) を保存してください',
  'is damaged: it has {} bytes of numbers, expected {} for [{}]':
    'は壊れています。[{3}] には {2} バイト必要ですが、数は {1} バイトです',
  'The schema "{}" must be {} letters, each S (source) or D (destination), as in {}; for strengths between, put commas and numbers from 0 to 1, as in {}.':
    '割り当て「{1}」は、S（元画像）か D（先画像）を {2} 文字並べてください（例: {3}）。その間の強さは、0 から 1 までの数をコンマで区切ります（例: {4}）。',

  // learning curves, model folders
  'The licence is not stated: ask whoever trained the model.':
    'ライセンスは示されていません。モデルを学習した人に確かめてください。',
  averaged: '平均した',
  live: '学習中の',

  // recipes
  'The sheet': 'シート',
  'The grid': '混合表',
  'The film': '動画',
  '{} in this picture cannot be opened: it is damaged, or of a newer studio.':
    'この画像の{1}は開けません。壊れているか、新しい版のスタジオのものです。',
  'The cat': '猫',
  'This link is of a newer studio: reload the page to get it, then open the link again.':
    'このリンクは新しい版のスタジオのものです。ページを再読み込みしてから、もう一度開いてください。',
  'This link is damaged or cut off: copy all of it, or ask for it again.':
    'このリンクは壊れているか、途中で切れています。全体をコピーするか、もう一度もらってください。',
  'Too long.': '長すぎます。',
  'Another checksum.': 'チェックサムが違います。',
  'Other codes than it says.': 'コードが表示と違います。',
  'Wrong length.': '長さが違います。',
  'Not a number.': '数ではありません。',

  // workers and engine
  'the image': '画像',
  'The image worker could not be loaded.': '画像のワーカーを読み込めませんでした。',
  '{}: {}': '{1}: {2}',
  'it does not start.': '始まりません。',
  'The backend cannot be used. {}': 'その計算方式は使えません。{1}',
  'No backend can be used here. {}': 'ここで使える計算方式がありません。{1}',
  'this browser has no WebGPU.': 'このブラウザには WebGPU がありません。',
  'the browser offers no graphics adapter.': 'ブラウザがグラフィックスアダプタを提供しません。',
  'the only adapter is a software one, slower than WebAssembly.':
    'アダプタがソフトウェアのものしかなく、WebAssembly より遅くなります。',
  'the graphics driver gives no device.': 'グラフィックスドライバがデバイスを提供しません。',
  'the graphics driver does not start it.': 'グラフィックスドライバが始めません。',
  'this browser has no WebGL 2 in workers.': 'このブラウザでは、ワーカーで WebGL 2 を使えません。',
  'the renderer ({}) is a software one, slower than WebAssembly.':
    '描画（{1}）がソフトウェアによるもので、WebAssembly より遅くなります。',
  'this browser has no WebAssembly SIMD.': 'このブラウザには WebAssembly SIMD がありません。',
  'the browser does not say which graphics adapter there is.':
    'どのグラフィックスアダプタがあるか、ブラウザが示しません。',
  'The graphics device was lost.': 'グラフィックスデバイスが失われました。',
  'The graphics device was lost. {}': 'グラフィックスデバイスが失われました。{1}',
  'The graphics context was lost.': 'グラフィックスのコンテキストが失われました。',
  'the graphics card computes in half precision only.': 'グラフィックスカードが半精度でしか計算しません。',
  "it computes wrong numbers here: {} off the model's recorded example, {} allowed.":
    'ここでは計算結果が正しくありません。モデルの記録した例から {1} ずれています（許容 {2}）。',
  'Loading was withdrawn.': '読み込みは取り消されました。',
  'its code could not be loaded.': 'コードを読み込めませんでした。',
  'it is not needed any more.': 'もう要りません。',
  'The worker stopped: {}': 'ワーカーが止まりました: {1}',
  'The model': 'モデル',
  'Refining with this model': 'このモデルでの追い込み',
  'this device gives a page': 'この端末がページに与えるのは',
  'a browser gives it': 'ブラウザが与えるのは',
  '{} needs about {} of memory, and {} {}.': '{1}には約 {2} のメモリが必要ですが、{3} {4} です。',
  'the model needs buffers of {} MiB, and the graphics adapter allows {} MiB.':
    'モデルには {1} MiB のバッファが必要ですが、グラフィックスアダプタの上限は {2} MiB です。',
  'This device has not the memory for a second model beside the one in use: about {} more.':
    'この端末には、使用中のモデルに加えて 2 つ目のモデルを動かすメモリがありません。あと約 {1} 必要です。',
  'The request was withdrawn.': '要求は取り消されました。',
  'The computation stopped twice in a row: {}': '計算が 2 回続けて止まりました: {1}',
  'No model is loaded.': 'モデルが読み込まれていません。',
  'There is no photo of library item {}.': 'ライブラリの {1} の写真がありません。',
  'models/index.json lists no model.': 'models/index.json にモデルがありません。',
  '{} answered {}.': '{1} の応答は {2} でした。',
  '{} could not be drawn.': '{1} を描けませんでした。',

  // sessions and projects
  'The storage does not answer.': '保存領域が応答しません。',
  'The database of sessions does not open.': '保存用のデータベースが開きません。',
  'What was kept here is of a newer studio: reload the page to get it.':
    '保存されていたものは、新しい版のスタジオのものです。ページを再読み込みしてください。',
  'These photos are together more than the 2 GB that a project holds: take some out first.':
    '写真の合計が、プロジェクトに入る 2 GB を超えています。いくつか外してください。',
  '{} is missing': '{1} がありません',
  '{} has changed': '{1} が変わっています',
  'is no project of this studio: choose a file that “Save project” has made.':
    'は、このスタジオのプロジェクトではありません。「プロジェクトを保存」で作ったファイルを選んでください。',
  'is damaged and cannot be opened: copy or download it again.':
    'は壊れていて開けません。コピーし直すか、ダウンロードし直してください。',
  'is of a newer studio: reload the page to get it, then open the file again.':
    'は、新しい版のスタジオのものです。ページを再読み込みしてから、もう一度開いてください。',

  // names of the samples, and where they come from
  'Ginger and white': '茶白',
  'White longhair': '白の長毛',
  'Brown tabby': 'キジトラ',
  'Black cat': '黒猫',
  'Blue eyes': '青い目',
  Tuxedo: 'ハチワレ',
  'Long-haired ginger': '茶トラの長毛',
  'Silver tabby': 'サバトラ',
  Calico: '三毛',
  'Black and white': '白黒',
  'Ginger kitten': '茶トラの子猫',
  'Grey and white': '灰白',
  Dog: '犬',
  Teapot: 'ティーポット',
  Smiley: '笑顔',
  'Slice of pizza': 'ピザ',
  Robot: 'ロボット',
  Sunset: '夕日',
  'made for Alae Studio; MIT': 'Alae Studio のために制作、MIT',
  Darker: 'より暗く',
  'Darker {}': 'より暗く {1}',
  Lighter: 'より明るく',
  'Lighter {}': 'より明るく {1}',
  'Cooler colours': '寒色寄り',
  'Cooler colours {}': '寒色寄り {1}',
  'Warmer colours': '暖色寄り',
  'Warmer colours {}': '暖色寄り {1}',
  'Less contrast': '明暗を弱く',
  'Less contrast {}': '明暗を弱く {1}',
  'More contrast': '明暗を強く',
  'More contrast {}': '明暗を強く {1}',
  'Smaller eyes': '目を小さく',
  'Smaller eyes {}': '目を小さく {1}',
  'Larger eyes': '目を大きく',
  'Larger eyes {}': '目を大きく {1}',
  'Narrower eyes': '目を細く',
  'Narrower eyes {}': '目を細く {1}',
  'Wider open eyes': '目を見開く',
  'Wider open eyes {}': '目を見開く {1}',
  'Turned left': '左向き',
  'Turned left {}': '左向き {1}',
  'Turned right': '右向き',
  'Turned right {}': '右向き {1}',
  Example: '例',
  'Example {}': '例 {1}',
  'No other model is compared with.': '比べるモデルがありません。',
  Trait: '特徴',
  Style: '画風',
  'Trait {}': '特徴 {1}',
  'Style {}': '画風 {1}',
  'Pixabay, through AFHQ; CC BY-NC 4.0 (AFHQ, NAVER Corp.)': 'Pixabay（AFHQ 経由）、CC BY-NC 4.0（AFHQ, NAVER Corp.）',
};
