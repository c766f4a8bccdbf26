/**
 * The table of the JavaScript kernel, as text that is special to a number of halves: a
 * store of states in segments, to which states are appended and in which they never
 * move, and slots of a tag and an index that find them, by open addressing. A batch of
 * states is taken in at once: first all are hashed and their slots touched, so that the
 * memory works on many at a time, then each is looked for. Whole states are compared.
 *
 * Slots may fill 16 GiB; growing drops the old slots before the new ones are made, and
 * fills these from the store.
 */

/** 2^segmentBits states have a segment. */
export const segmentBits = 16;

// Beyond this many halves loops are shorter than the same written out.
const mostUnrolled = 16;

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

/** Functions `absorb`, `room`, `rowOf`; they want `memory`, `out` and `canonical` around them. */
export function tableText(halves: number, symmetric: boolean): string {
  return `
let slots = new Int32Array(${2 ** 13}), mask = ${2 ** 12 - 1}, size = 0, most = ${0.7 * 2 ** 12}, stuck = false, sink = 0;
const segments = [];
const tags = new Int32Array(memory.batch), homes = new Int32Array(memory.batch);
let home = 0, tag = 0;
${hashText(halves)}
${sameText(halves)}
${roomText(halves)}
function absorb(count) {
  if (stuck || !room(count)) { stuck = true; return; }
  for (let k = 0, q = 0; k < count; k++, q += ${halves}) {
    ${symmetric ? 'canonical.least(out, q);' : ''}
    hash(out, q);
    tags[k] = tag;
    homes[k] = home;
    sink += slots[((home & mask) << 1) >>> 0];
  }
  sink |= 0;
  for (let k = 0, q = 0; k < count; k++, q += ${halves}) {
    const mark = tags[k];
    for (let s = homes[k] & mask; ; s = (s + 1) & mask) {
      const at = (s << 1) >>> 0;
      const known = slots[at + 1];
      if (known === 0) {
        const S = segments[size >>> ${segmentBits}], r = (size & ${2 ** segmentBits - 1}) * ${halves};
        ${copyText(halves)}
        slots[at] = mark;
        slots[at + 1] = ++size;
        break;
      }
      if (slots[at] === mark && same(known - 1, q)) break;
    }
  }
}`;
}

function hashText(halves: number): string {
  const step = (word: string): string =>
    `w = ${word} | 0; h = Math.imul((h << 13 | h >>> 19) ^ w, 0x85ebca6b); g = Math.imul((g << 15 | g >>> 17) + w, 0x2c1b3c6d);`;
  const steps =
    halves <= mostUnrolled
      ? upTo(halves).map(i => step(`A[p + ${i}]`))
      : [`for (let i = 0; i < ${halves}; i++) { ${step('A[p + i]')} }`];
  return `
function hash(A, p) {
  let w = 0, h = 0x3c6ef372, g = 0x1b873593;
  ${steps.join('\n  ')}
  h ^= h >>> 16;
  h = Math.imul(h, 0x21f0aaad);
  home = h ^ h >>> 15;
  tag = g ^ g >>> 16;
}`;
}

function sameText(halves: number): string {
  const tests =
    halves <= mostUnrolled
      ? `return ${upTo(halves)
          .map(i => `S[r + ${i}] === out[q + ${i}]`)
          .join(' && ')};`
      : `for (let i = 0; i < ${halves}; i++) if (S[r + i] !== out[q + i]) return false;\n  return true;`;
  return `
function same(index, q) {
  const S = segments[index >>> ${segmentBits}], r = (index & ${2 ** segmentBits - 1}) * ${halves};
  ${tests}
}`;
}

const copyText = (halves: number): string =>
  halves <= mostUnrolled
    ? upTo(halves)
        .map(i => `S[r + ${i}] = out[q + ${i}];`)
        .join(' ')
    : `for (let i = 0; i < ${halves}; i++) S[r + i] = out[q + i];`;

// Memory that cannot be had, or is not allowed, is said by false.
function roomText(halves: number): string {
  return `
function room(more) {
  try {
    while (segments.length * ${2 ** segmentBits} < size + more) {
      if (!memory.allows(${4 * halves * 2 ** segmentBits})) return false;
      segments.push(new Uint32Array(${halves * 2 ** segmentBits}));
    }
    let wanted = mask + 1;
    while (size + more > 0.7 * wanted) wanted *= 2;
    return wanted === mask + 1 || grown(wanted);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
function grown(wanted) {
  if (wanted > ${2 ** 31} || !memory.allows(8 * (wanted - mask - 1))) return false;
  slots = new Int32Array(0);
  slots = new Int32Array(2 * wanted);
  mask = wanted - 1;
  for (let index = 0; index < size; index++) {
    hash(segments[index >>> ${segmentBits}], (index & ${2 ** segmentBits - 1}) * ${halves});
    let s = home & mask;
    while (slots[((s << 1) >>> 0) + 1] !== 0) s = (s + 1) & mask;
    slots[(s << 1) >>> 0] = tag;
    slots[((s << 1) >>> 0) + 1] = index + 1;
  }
  return true;
}`;
}
