/** `<prefix>-r<log2 of the resolution>.tfrecords`, and `.<fold>` unless it is StyleGAN's, which has no folds. */
const RECORD_NAME = /^(.*)-r(\d\d)\.tfrecords(?:\.\d{3})?$/;

/** The beginning of a TFRecord file's name and the log2 of its resolution. */
interface RecordName {
  readonly prefix: string;
  readonly level: number;
}

/** The name of a fold as ALAE's PyTorch implementation asks for it: `cats-r06.tfrecords.000` holds 64x64 images. */
export const recordName = (prefix: string, resolution: number, fold: number): string =>
  `${prefix}-r${digits(Math.log2(resolution), 2)}.tfrecords.${digits(fold, 3)}`;

/** The names of all folds at all resolutions, as Python's % operator fills them in. */
export const recordPattern = (prefix: string): string => `${prefix}-r%02d.tfrecords.%03d`;

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/** @returns undefined for a name that no TFRecord file of images has */
export function parseRecordName(name: string): RecordName | undefined {
  const match = RECORD_NAME.exec(name);
  return match ? { prefix: match[1]!, level: Number(match[2]) } : undefined;
}

/** Of the TFRecord files of each prefix, those of the finest resolution: the others hold the same images, smaller. */
export function finestRecords(names: readonly string[]): string[] {
  const finest = new Map<string, number>();
  const records = names.flatMap((name) => {
    const parsed = parseRecordName(name);
    return parsed ? [{ name, ...parsed }] : [];
  });
  for (const { prefix, level } of records) finest.set(prefix, Math.max(level, finest.get(prefix) ?? 0));
  return records.filter(({ prefix, level }) => level === finest.get(prefix)).map(({ name }) => name);
}
