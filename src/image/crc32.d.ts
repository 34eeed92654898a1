/** Named by its file, whose default is the module on Node and in the page alike. */
declare module 'crc-32/crc32.js' {
  const crc32: typeof import('crc-32');
  export default crc32;
}
