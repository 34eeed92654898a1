/**
 * What a promise gives, if it gives it in time.
 * @throws `late` when it does not
 */
export async function answerWithin<T>(limitMs: number, promise: Promise<T>, late: Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, limitMs, late);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
