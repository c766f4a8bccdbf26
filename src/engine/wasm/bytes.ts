/**
 * Bytes of a module in the making, in one array that grows. Sizes that are known only
 * afterwards get five bytes in front, which is as many as LEB128 may take for 32 bits.
 */

/** Where bytes are appended. */
export interface Bytes {
  array: Uint8Array;
  length: number;
}

/** None yet. */
export const noBytes = (): Bytes => ({ array: new Uint8Array(4096), length: 0 });

/** What has been appended. */
export const finished = ({ array, length }: Bytes): Uint8Array => array.slice(0, length);

const makeRoom = (to: Bytes, more: number): void => {
  if (to.length + more <= to.array.length) return;
  const larger = new Uint8Array(Math.max(2 * to.array.length, to.length + more));
  larger.set(to.array);
  to.array = larger;
};

/** Appends a byte. */
export const putByte = (to: Bytes, byte: number): void => {
  makeRoom(to, 1);
  to.array[to.length++] = byte;
};

/** Appends bytes. */
export const putBytes = (to: Bytes, bytes: Uint8Array): void => {
  makeRoom(to, bytes.length);
  to.array.set(bytes, to.length);
  to.length += bytes.length;
};

/** Unsigned LEB128, for numbers below 2^32. */
export const putUnsigned = (to: Bytes, value: number): void => {
  let rest = value;
  while (rest >= 0x80) {
    putByte(to, (rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  putByte(to, rest);
};

const small = 2n ** 31n;

/** Signed LEB128. */
export const putSigned = (to: Bytes, value: bigint): void => {
  let long = value;
  for (; long < -small || long >= small; long >>= 7n) putByte(to, Number(long & 0x7fn) | 0x80);
  let rest = Number(long);
  for (; rest < -0x40 || rest >= 0x40; rest >>= 7) putByte(to, (rest & 0x7f) | 0x80);
  putByte(to, rest & 0x7f);
};

/** What `content` appends, with its size in bytes in front. */
export const putSized = (to: Bytes, content: () => void): void => {
  const at = to.length;
  for (let i = 0; i < sizeBytes; i++) putByte(to, 0);
  content();
  let size = to.length - at - sizeBytes;
  for (let i = 0; i < sizeBytes; i++) {
    to.array[at + i] = (size & 0x7f) | (i === sizeBytes - 1 ? 0 : 0x80);
    size >>>= 7;
  }
};

const sizeBytes = 5;

/** A name: its size, and its letters of ASCII. */
export const putText = (to: Bytes, text: string): void => {
  putUnsigned(to, text.length);
  for (let i = 0; i < text.length; i++) putByte(to, text.charCodeAt(i));
};

/** A number of items, and each of them. */
export const putVector = <T>(
  to: Bytes,
  items: readonly T[],
  put: (item: T, index: number) => void,
): void => {
  putUnsigned(to, items.length);
  items.forEach(put);
};
