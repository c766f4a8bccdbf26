/** Trees without places, for comparison. */

const places = new Set(['span', 'pathSpan', 'source']);

/** What a tree says, comments included, as text. */
export const plain = (tree: unknown): string =>
  JSON.stringify(tree, (key, value: unknown) => {
    if (places.has(key)) return undefined;
    return typeof value === 'bigint' ? `${value}` : value;
  });
