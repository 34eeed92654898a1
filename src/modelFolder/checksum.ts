/**
 * SHA-256 as lower-case hexadecimal. Uses the platform's own where there is one; a page served by plain http from
 * another machine has none (`crypto.subtle` needs a secure context) and loads a JavaScript one.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    : (await import('@noble/hashes/sha2.js')).sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
