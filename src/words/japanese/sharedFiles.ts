/** The same for what is wrong with a model's folder, a checkpoint or a zip. */
export const FILES: Readonly<Record<string, string>> = {
  // model folders
  'another training of “{}”': '「{1}」の別の学習',
  'the model “{}”, not to “{}”': '「{2}」ではなくモデル「{1}」',
  '{} belongs to {}: directions of one model mean nothing to another.':
    '{1}は{2}のものです。あるモデルの方向は、ほかのモデルでは意味がありません。',
  '{} is wrong at the direction “{}”: {}.': '{1}の方向「{2}」に誤りがあります。{3}。',
  "it has {} numbers where this model's latents have {}": '数は {1} 個ですが、このモデルの潜在変数は {2} 個です',
  'its vector has not the length 1': 'ベクトルの長さが 1 ではありません',
  "blocks {} to {} are not among this model's {}": '層 {1} から {2} は、このモデルの {3} 層にありません',
  '{} is not valid JSON, as saved directions are.': '{1}は、保存された方向のような正しい JSON ではありません。',
  '{} holds no directions: it is wrong at {}.': '{1}に方向が入っていません。{2} に誤りがあります。',
  'its beginning': '先頭',
  '{} holds no learning curves: it is damaged, or of a newer version.':
    '{1} に学習曲線が入っていません。壊れているか、新しい版のものです。',
  'The model {} has no D, which its checkpoint lacked: it draws pictures, but cannot train on.':
    'モデル {1} には D がありません（元のチェックポイントになかったため）。画像は描けますが、学習は続けられません。',
  '{} contains a number that is not finite.': '{1} に有限でない数が含まれています。',
  '{} has {} bytes instead of the {} that {} says.': '{1} は {2} バイトですが、{4} では {3} バイトのはずです。',
  '{} is damaged: its SHA-256 is not the one in {}.': '{1} は壊れています。SHA-256 が {2} のものと違います。',
  '{} gives the shards of {} {} bytes where its tensors need {}.':
    '{1} では {2} の分割ファイルが {3} バイトですが、テンソルには {4} バイト必要です。',
  '{} lacks the tensor {}.': '{1} にテンソル {2} がありません。',
  '{} gives {} the shape [{}] where the architecture needs [{}].':
    '{1} では {2} の形が [{3}] ですが、ネットワークには [{4}] が必要です。',
  '{} must say where the weights come from: by "training" or by "conversion", and not by both.':
    '{1} には、重みの由来を "training" か "conversion" のどちらか一方で示す必要があります。',
  '{} lists other paths under "shards" than in its weights manifest.':
    '{1} の "shards" のパスが、重みの一覧と違います。',
  '{} is not valid JSON.': '{1} は正しい JSON ではありません。',
  'has no format version': 'に形式の版がありません',
  'has format version {}': 'の形式の版は {1} です',
  '{} {}, but only version {} is known here.': '{1}{2}。ここで扱えるのは版 {3} だけです。',
  'the whole file': 'ファイル全体',
  '{} is wrong at {}: {}.': '{1} の {2} に誤りがあります: {3}。',
  'not as expected': '想定と違います',
  '{}{} could not be fetched: the connection failed.': '{1}{2} を取得できませんでした。接続に失敗しました。',
  '{} is not there (the server answered {}).': '{1} がありません（サーバーの応答 {2}）。',
  '{} could not be fetched: the server answered {}.': '{1} を取得できませんでした。サーバーの応答は {2} でした。',
  '{} is not there.': '{1} がありません。',
  'The model lacks the tensor {}.': 'モデルにテンソル {1} がありません。',
  'The tensor {} has the shape [{}] where the architecture needs [{}].':
    'テンソル {1} の形は [{2}] ですが、ネットワークには [{3}] が必要です。',
  'half precision': '半精度',
  'a model': 'モデル',
  'The tensor {} contains {}, which {} cannot hold.': 'テンソル {1} に、{3}では表せない {2} が含まれています。',

  // models that are taken in
  'There is no room for it in this browser’s storage.': 'このブラウザの保存領域に入りません。',
  'The file has changed or is gone since you chose it.': '選んだあとで、ファイルが変わったか、なくなりました。',
  'It takes more memory than this browser gives the page.': 'このブラウザがページに与えるより多くのメモリが必要です。',
  'The conversion stopped: {}': '変換が止まりました: {1}',
  'Converted in this browser, where it stays.': 'このブラウザで変換し、ここに保存しています。',
  'The model cannot be unpacked: {}.': 'モデルを展開できません。{1}。',
  'This browser lets the page keep nothing.': 'このブラウザは、ページに何も保存させません。',
  'The model “{}” is not in this browser any more.': 'モデル「{1}」は、もうこのブラウザにありません。',
  'It has no {} weights: these are the {} ones, whose pictures are rougher.':
    '{1}重みがないため、{2}重みを使っています。画像は少し粗くなります。',
  'It has no averaged latent: this is the mean of {} samples of its F.':
    '平均潜在変数がないため、F から生成した {1} 個の平均を使っています。',
  'Its training has not come to {}x{} pixels yet: this is the model of {}x{} in it.':
    '学習がまだ {1}x{2} 画素まで進んでいないため、その中の {3}x{4} のモデルです。',
  'It has no D: the model draws and encodes pictures, but training cannot go on from it.':
    'D がありません。画像を描くことも読み取ることもできますが、ここから学習は続けられません。',
  'In 32 bits, since halves would change its pictures by more than 1%: it is young.':
    '半精度にすると画像が 1% を超えて変わるため、32 ビットのままです。学習が浅いためです。',

  // zips of photos
  'more than {} photos are not taken at once': '一度に入れられるのは {1} 枚までです',
  '{} is a copy of another one': '{1} はほかの写真と同じものです',
  'it holds more than is unpacked at once': '一度に展開できる量を超えています',
  'it is encrypted: unpack it with its password first': '暗号化されています。先にパスワードで展開してください',
  '{}: unpack it first': '{1}。先に展開してください',
  'a file in it is damaged ({})': '中のファイルが壊れています（{1}）',

  // checkpoints
  'The checkpoint claims more than {} MiB of {}.': 'チェックポイントが {1} MiB を超える{2}を求めています。',
  'pickled values': 'pickle の値',
  weights: '重み',
  'The checkpoint is damaged: {}.': 'チェックポイントが壊れています。{1}。',
  'The file {}.': 'このファイル{1}。',
  'is packed by gzip: unpack it, and give the .pth in it':
    'は gzip で圧縮されています。展開して、中の .pth を渡してください',
  'is a packed archive: unpack it, and give the .pth in it':
    'は圧縮されたアーカイブです。展開して、中の .pth を渡してください',
  'is a tar archive: unpack it, and give the .pth in it': 'は tar アーカイブです。展開して、中の .pth を渡してください',
  'is an HDF5 file, as Keras writes them: ALAE’s checkpoints are PyTorch’s':
    'は Keras などの HDF5 ファイルです。ALAE のチェックポイントは PyTorch のものです',
  'is a NumPy array: give the checkpoint itself': 'は NumPy 配列です。チェックポイントそのものを渡してください',
  'is a GGUF file, a language model: ALAE’s checkpoints are PyTorch’s':
    'は言語モデルの GGUF ファイルです。ALAE のチェックポイントは PyTorch のものです',
  'is a TensorFlow Lite model: ALAE’s checkpoints are PyTorch’s':
    'は TensorFlow Lite のモデルです。ALAE のチェックポイントは PyTorch のものです',
  'is a picture or a film: give the checkpoint itself': 'は画像か動画です。チェックポイントそのものを渡してください',
  'is a PDF document: give the checkpoint itself': 'は PDF 文書です。チェックポイントそのものを渡してください',
  'begins with nothing but zeros: its download is not finished, or was broken off':
    'の先頭がゼロばかりです。ダウンロードが終わっていないか、途中で切れています',
  'is a Git LFS pointer, which stands for the checkpoint: fetch that by git lfs pull':
    'はチェックポイントの代わりの Git LFS ポインタです。git lfs pull で取得してください',
  'is a web page: download the checkpoint itself':
    'はウェブページです。チェックポイントそのものをダウンロードしてください',
  'is a web page or a server’s answer: download the checkpoint itself':
    'はウェブページかサーバーの応答です。チェックポイントそのものをダウンロードしてください',
  'is empty: its download was broken off': 'は空です。ダウンロードが途中で切れています',
  'is a safetensors file: save the checkpoint by torch.save, as ALAE does':
    'は safetensors ファイルです。ALAE と同じように torch.save で保存してください',
  'looks like an ONNX model: it holds a network’s steps, a checkpoint its weights':
    'は ONNX モデルのようです。中身は計算の手順で、重みの入ったチェックポイントではありません',
  'is a note that names a checkpoint: give {} itself':
    'はチェックポイントの名前を書いた文書です。{1} そのものを渡してください',
  'is a text: give the checkpoint itself': 'は文書です。チェックポイントそのものを渡してください',
  'is not a PyTorch checkpoint: it begins like none': 'は PyTorch のチェックポイントではありません。先頭が違います',
  'is a zip with the checkpoint {} in it: unpack it, and give that':
    'はチェックポイント {1} の入った zip です。展開して、それを渡してください',
  'is a zip of NumPy arrays: give the checkpoint itself':
    'は NumPy 配列の zip です。チェックポイントそのものを渡してください',
  'is a zip of a distributed checkpoint, in pieces: save it as one by torch.save':
    'は分割されたチェックポイントの zip です。torch.save で 1 つに保存してください',
  'is a zip without data.pkl, not a PyTorch checkpoint':
    'は data.pkl のない zip で、PyTorch のチェックポイントではありません',
  'is a piece of a checkpoint that was unpacked (its data.pkl): give the whole .pth file':
    'は展開されたチェックポイントの一部（data.pkl）です。.pth ファイル全体を渡してください',
  'is not a PyTorch checkpoint: its magic number is wrong':
    'は PyTorch のチェックポイントではありません。識別番号が違います',
  'is a Python pickle, but not one of torch.save: ALAE’s checkpoints are':
    'は Python の pickle ですが、torch.save によるものではありません。ALAE のチェックポイントは torch.save によるものです',
  'The checkpoint cannot be used here: {}.': 'このチェックポイントはここでは使えません。{1}。',
  'it lacks the layers that every StyleALAE has': 'どの StyleALAE にもある層がありません',
  'it makes images of {} pixels, more than 1024': '{1} 画素の画像を作るもので、1024 を超えています',
  'its images have {} channels, neither grey nor RGB': '画像のチャンネルが {1} 個で、灰色でも RGB でもありません',
  'a StyleALAE of {} layers with latents of {}': '{1} 層、潜在変数 {2} の StyleALAE',
  '{} has a weight {}, and it lacks that': '{1} にあるはずの重み {2} がありません',
  'its {} is [{}] where {} has [{}] ({})': '{1} の形が [{2}] ですが、{3} では [{4}] です（{5}）',
  'its {} is more than {} has': '{1} は {2} にないものです',
  'The checkpoint has no "{}": it is not one of StyleALAE.':
    'チェックポイントに「{1}」がなく、StyleALAE のものではありません。',
  'but it has the {} ones': '{1}ものならあります',
  'so it is not one of StyleALAE': 'StyleALAE のものではありません',
  'The checkpoint lacks the {} network {}, {}.': 'チェックポイントに{1}ネットワーク {2} がありません。{3}。',
  'The checkpoint has [{}] as the averaged latent {}, which is [{}] in such a StyleALAE.':
    'チェックポイントの平均潜在変数 {2} が [{1}] ですが、この StyleALAE では [{3}] のはずです。',
  '{} holds a number that is not finite': '{1} に有限でない数があります',
  'the storage {} of a tensor is not in it': 'テンソルの保管先 {1} がありません',
  'The checkpoint cannot be read: {}.': 'チェックポイントを読めません。{1}。',
  'a TorchScript program': 'TorchScript のプログラム',
  'a whole object of the class {}': 'クラス {1} のオブジェクト全体',
  'The checkpoint holds {} instead of weights by name: save the state_dict of each network, as ALAE does.':
    'チェックポイントの中身が、名前の付いた重みではなく{1}です。ALAE のように、各ネットワークの state_dict を保存してください。',
  'it has no list of its storages': '保管先の一覧がありません',
  'it lists a storage that no tensor has': 'どのテンソルにもない保管先が一覧にあります',
  'it is cut off among its weights': '重みの途中で切れています',
  'a dict is made of something that is no list': '辞書がリストでないものから作られています',
  'a dict is made of half an item': '辞書の項目が半分しかありません',
  'a storage lacks its type, key or size': '保管先に型、キー、大きさのどれかがありません',
  'a part of a storage lacks its place or size': '保管先の一部に、位置か大きさがありません',
  'a tensor lacks its storage, place, shape or strides': 'テンソルに保管先、位置、形、間隔のどれかがありません',
  'The checkpoint holds numbers as {}.': 'チェックポイントの数の形式は {1} です。',
  'a tensor is larger than its storage': 'テンソルが保管先より大きくなっています',
  'The checkpoint holds weights as {}, not as floating-point numbers.':
    'チェックポイントの重みが、浮動小数点数ではなく {1} です。',
  'The checkpoint was written on a big-endian machine, which is not read here.':
    'ビッグエンディアンのマシンで書かれたチェックポイントは、ここでは読めません。',
  'The checkpoint has a pickle of more than {} MiB.': 'チェックポイントに {1} MiB を超える pickle があります。',
  'The checkpoint is damaged: it is cut short, a pickle ends before its STOP.':
    'チェックポイントが壊れています。途中で切れていて、pickle が STOP の前に終わっています。',
  'a pickle holds an integer of {} bytes': 'pickle に {1} バイトの整数があります',
  'a pickle takes from an empty stack': 'pickle が空のスタックから取り出しています',
  'a pickle looks at an empty stack': 'pickle が空のスタックを見ています',
  'a pickle goes back to a mark that was never set': 'pickle が、置かれていない印に戻っています',
  'a pickle recalls what it never stored': 'pickle が、保存していないものを呼び出しています',
  'a pickle builds an object of something that is no class':
    'pickle が、クラスでないものからオブジェクトを作っています',
  'a pickle names a class by something else': 'pickle が、クラスを名前以外で指しています',
  'a pickle has the opcode 0x{}, which no checkpoint needs':
    'pickle に、チェックポイントには要らない命令 0x{1} があります',
  'The checkpoint calls {}.{}, which no weights need and which would run code: it is refused.':
    'チェックポイントが {1}.{2} を呼び出しています。重みには要らず、コードが動くおそれがあるため、受け付けません。',

  // zips
  '{} is shorter than what is read from it': '{1} が、読み取る量より短くなっています',
  'its zip points beyond the end of the file': 'zip がファイルの終わりより先を指しています',
  'it is cut off, its zip has no end': '途中で切れていて、zip の終わりがありません',
  'its zip is cut off': 'zip が途中で切れています',
  'its zip has no zip64 end where it says so': 'zip の示す位置に zip64 の終わりがありません',
  'the directory of its zip is too short': 'zip の目次が短すぎます',
  'its zip lists {} of {} files': 'zip の目次に、{2} 個のファイルのうち {1} 個しかありません',
  'a file without a name': '名前のないファイル',
  'a zip64 field is missing': 'zip64 の項目がありません',
  'a zip64 field is too short': 'zip64 の項目が短すぎます',
  '{} is encrypted': '{1} は暗号化されています',
  '{} is packed by {}, not by deflate': '{1} は deflate ではなく {2} で圧縮されています',
  'method {}': '方式 {1}',
  'its zip gives {} {} bytes, packed into {}': 'zip では {1} が {2} バイトで、圧縮して {3} バイトです',
  '{} is not where its zip says': '{1} が zip の示す位置にありません',
  '{} ends behind the end of the file': '{1} がファイルの終わりより後で終わっています',
  '{} has another checksum than its zip says': '{1} のチェックサムが zip の示すものと違います',
  '{} does not inflate': '{1} を展開できません',
  '{} inflates to another length than its zip says': '{1} を展開した長さが zip の示すものと違います',
};
